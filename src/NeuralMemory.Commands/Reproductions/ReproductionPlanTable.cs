using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Reproductions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What would be done about each seed.</summary>
internal static class ReproductionPlanTable
{
    /// <summary>Prints the table; for a script a line for each seed.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<SeedPlan> plans, bool json)
    {
        if (!json)
        {
            PrintTable(terminal, [.. plans.Select(plan => (string[])
            [
                plan.Reproduction.Name, plan.Seed.ToString(CultureInfo.InvariantCulture), Words(plan), plan.Reason ?? "",
            ])]);
            return;
        }

        foreach (SeedPlan plan in plans)
            Json.WriteLine(terminal, new JsonObject
            {
                ["event"] = "plan",
                ["config"] = plan.Reproduction.Name,
                ["seed"] = plan.Seed,
                ["directory"] = plan.Directory,
                ["action"] = NameOf(plan.Action),
                ["step"] = plan.Step,
                ["reason"] = plan.Reason,
            });
    }

    /// <summary>A table; on a terminal too narrow for it, a line of text for each seed.</summary>
    private static void PrintTable(Terminal terminal, string[][] plans)
    {
        string[] columns = ["config", "seed>", "what", "why"];
        if (TextTable.Fits(terminal, columns, plans))
        {
            TextTable.Print(terminal, columns, plans);
            return;
        }

        foreach (string[] plan in plans)
            terminal.WriteWords($"{plan[0]}, seed {plan[1]}: {plan[2]}{(plan[3].Length > 0 ? $" ({plan[3]})" : "")}", indent: 2);
    }

    private static string Words(SeedPlan plan) => plan.Action switch
    {
        SeedAction.Begin => "train",
        SeedAction.BeginAnew => "move aside and train anew",
        SeedAction.Resume => $"go on from step {Readable.Count(plan.Step)}",
        SeedAction.Skip => "nothing: it is done",
        SeedAction.Diverged => "nothing: it diverged",
        SeedAction.InUse => "nothing: it is in use",
        SeedAction.Refuse => "refuse",
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Action, "an action without words"),
    };

    private static string NameOf(SeedAction action) => YamlValues.NameOf(action).Replace('-', '_');
}
