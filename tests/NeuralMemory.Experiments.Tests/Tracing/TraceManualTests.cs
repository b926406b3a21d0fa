using System.Text.RegularExpressions;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments.Tests;

/// <summary>The page of traces, results/TRACES.md, names what machines declare, with its axes.</summary>
public sealed class TraceManualTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Lab.Repository, "results", "TRACES.md"));

    [Fact]
    public void Every_array_of_a_memory_machine_is_in_the_manual_with_its_axes()
    {
        MachineConfig[] machines =
        [
            new NtmConfig(),
            new DncConfig { Links = new() { Sharpen = true }, Lookup = new() { Masked = true }, Bidirectional = true },
            new DncConfig { Links = new() { Kind = LinksKind.Sparse } },
            new StackRnnConfig(),
            new TapeRnnConfig(),
            new NutmConfig(),
        ];
        foreach (MachineConfig machine in machines)
            foreach (TraceQuantity quantity in machine.Quantities)
            {
                Assert.Contains($"`{quantity.Name}`", Page, StringComparison.Ordinal);
                string? row = Page.Split('\n').FirstOrDefault(line =>
                    line.StartsWith('|') && line.Split('|')[1].Contains($"`{quantity.Name}`", StringComparison.Ordinal));
                if (row is null || quantity.Name == "links/values")
                    continue;
                string[] axes = [.. row.Split('|')[2].Trim().Split(", ").Skip(1)];
                Assert.Equal(quantity.Axes.Count, axes.Length);
                Assert.All(quantity.Axes.Zip(axes), each => Assert.Contains(each.First.Name, each.Second.Split(" or ")));
            }
    }

    [Fact]
    public void Every_array_in_the_tables_of_memory_machines_is_one()
    {
        HashSet<string> known =
        [
            .. new NtmConfig().Quantities.Select(quantity => quantity.Name),
            .. new StackRnnConfig().Quantities.Select(quantity => quantity.Name),
            .. new TapeRnnConfig().Quantities.Select(quantity => quantity.Name),
            .. new NutmConfig().Quantities.Select(quantity => quantity.Name),
            .. new DncConfig { Links = new() { Sharpen = true, Kind = LinksKind.Sparse }, Lookup = new() { Masked = true } }.Quantities
                .Select(quantity => quantity.Name),
            .. new SamConfig().Quantities.Select(quantity => quantity.Name),
            .. new SdncConfig().Quantities.Select(quantity => quantity.Name),
        ];
        string tables = Page[Page.IndexOf("### Neural Turing Machine", StringComparison.Ordinal)..Page.IndexOf(
            "### Machines of attention", StringComparison.Ordinal)];
        foreach (string row in tables.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
            foreach (Match name in Regex.Matches(row.Split('|')[1], "`([^`]+)`"))
                Assert.Contains(name.Groups[1].Value, known);
    }
}
