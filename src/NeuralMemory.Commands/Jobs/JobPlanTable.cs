using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What would be done about each job.</summary>
internal static class JobPlanTable
{
    /// <summary>Prints the table; for a script a line for each job.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<JobPlan> plans, bool json, string heading = "config")
    {
        if (!json)
        {
            PrintTable(terminal, heading, [.. plans.Select(plan => (string[])
            [
                plan.Job.Group, plan.Job.Seed.ToString(CultureInfo.InvariantCulture), Words(plan), plan.Reason ?? "",
            ])]);
            return;
        }

        foreach (JobPlan plan in plans)
        {
            JsonObject line = JobNews.Of("plan", plan);
            line["action"] = NameOf(plan.Action);
            line["step"] = plan.Step;
            line["reason"] = plan.Reason;
            Json.WriteLine(terminal, line);
        }
    }

    /// <summary>A table; on a terminal too narrow for it, a line of text for each job.</summary>
    private static void PrintTable(Terminal terminal, string heading, string[][] plans)
    {
        string[] columns = [heading, "seed>", "what", "why"];
        if (TextTable.Fits(terminal, columns, plans))
        {
            TextTable.Print(terminal, columns, plans);
            return;
        }

        foreach (string[] plan in plans)
            terminal.WriteWords($"{plan[0]}, seed {plan[1]}: {plan[2]}{(plan[3].Length > 0 ? $" ({plan[3]})" : "")}", indent: 2);
    }

    internal static string Words(JobPlan plan) => plan.Action switch
    {
        JobAction.Begin => "train",
        JobAction.BeginAnew => "move aside and train anew",
        JobAction.Resume => $"go on from step {Readable.Count(plan.Step)}",
        JobAction.Skip => "nothing: it is done",
        JobAction.Diverged => "nothing: it diverged",
        JobAction.InUse => "nothing: it is in use",
        JobAction.Refuse => "refuse",
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Action, "an action without words"),
    };

    internal static string NameOf(JobAction action) => YamlValues.NameOf(action).Replace('-', '_');
}
