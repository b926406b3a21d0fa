using System.Text.Json.Nodes;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>What time and memory some jobs would take, in words.</summary>
internal static class LaunchEstimateText
{
    /// <summary>Prints it; for a script a line.</summary>
    public static void Print(Terminal terminal, LaunchEstimate estimate, int sideBySide, bool json)
    {
        if (json)
        {
            Json.WriteLine(terminal, new JsonObject
            {
                ["event"] = "estimate",
                ["jobs"] = estimate.Jobs,
                ["side_by_side"] = sideBySide,
                ["seconds"] = Json.Seconds(estimate.Total),
                ["serial_seconds"] = Json.Seconds(estimate.Serial),
                ["memory_bytes"] = estimate.Memory,
                ["jobs_timed_by_runs"] = estimate.FromRuns,
                ["jobs_timed_by_steps"] = estimate.FromSteps,
            });
            return;
        }

        if (estimate.Jobs == 0)
        {
            terminal.Out.WriteLine("there is nothing to do");
            return;
        }

        Say("jobs", $"{Readable.Count(estimate.Jobs)} to run, {Readable.Count(sideBySide)} at a time");
        Say("time", $"about {Readable.Duration(estimate.Total)} on this machine, if every run makes all its steps; {From(estimate)}");
        Say("memory", estimate.Memory is { } bytes
            ? $"about {Readable.Bytes(bytes)} for those that run side by side"
            : "not estimated: this engine takes and keeps memory by rules of its own");

        void Say(string what, string text) => terminal.WriteWords($"{what + ":",-8}{text}", indent: 8);
    }

    /// <summary>Says what memory jobs take that are about to run side by side, and warns where there is less.</summary>
    /// <param name="terminal">Where to speak.</param>
    /// <param name="bytes">The memory; null where nobody can say, and then nothing is said.</param>
    public static void PrintMemory(Terminal terminal, long? bytes)
    {
        if (bytes is not { } all)
            return;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        terminal.WriteWords($"memory: about {Readable.Bytes(all)} for those that run side by side", indent: 8);
        if (all > available)
            Warnings.Print(terminal, $"this machine has {Readable.Bytes(available)} of memory; fewer --jobs take less");
    }

    private static string From(LaunchEstimate estimate)
    {
        int others = estimate.Jobs - estimate.FromRuns - estimate.FromSteps;
        string[] sources =
        [
            .. estimate.FromRuns > 0 ? (string[])["finished runs of the same kind"] : [],
            .. estimate.FromSteps > 0 ? (string[])["a few steps that were made now"] : [],
            .. others > 0 ? (string[])[$"the average of the others for {Readable.Count(others, "job")}"] : [],
        ];
        return $"taken from {string.Join(" and ", sources)}";
    }
}
