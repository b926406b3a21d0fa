using NeuralMemory.Experiments;
using NeuralMemory.Testing;

namespace NeuralMemory.Exports.Tests;

/// <summary>The machines of <c>tests/pytorch/variants.txt</c>, which cover every kind and option.</summary>
internal static class SmallMachines
{
    private static readonly Dictionary<string, string> Tasks = new()
    {
        ["copy"] = "{ name: copy, parameters: { width: 3, length: [1, 6] } }",
        ["echo"] = "{ name: echo.yaml }",
        ["mqar"] = "{ name: mqar, parameters: { pairs: 2, length: 12, vocabulary: 16 } }",
    };

    private static readonly (string Name, string Task, string Machine)[] Lines =
    [
        .. File.ReadLines(Repository.Path("tests/pytorch/variants.txt")).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(parts => (parts[0], parts[1], parts[2])),
    ];

    public static TheoryData<string> Names => [.. Lines.Select(line => line.Name)];

    /// <summary>The config of one, by its name.</summary>
    public static string ConfigOf(string name)
    {
        (_, string task, string machine) = Lines.Single(line => line.Name == name);
        return $$"""
            name: small
            seed: 3
            task: {{Tasks[task]}}
            machine: {{machine}}
            training: { steps: 2, batch: 2, threads: 1, optimizer: { kind: adam, rate: 3e-2 } }
            evaluation: { episodes: 4 }
            """;
    }

    /// <summary>One, by its name.</summary>
    public static Experiment Load(Bench bench, string name) => bench.Load(ConfigOf(name));
}
