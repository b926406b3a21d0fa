using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>What the seeds of a group have come to.</summary>
internal static class GroupReport
{
    /// <summary>Prints a table and what the seeds say together; for a script a line for each seed and one for the group.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="group">The group.</param>
    /// <param name="json">Whether a script reads it.</param>
    /// <param name="quiet">Whether to leave out why a seed did not end well.</param>
    public static void Print(Terminal terminal, SeedGroup group, bool json, bool quiet)
    {
        IReadOnlyList<JobOutcome> seeds = JobOutcome.Read(group.Jobs);
        GroupSummary summary = GroupSummary.Of(seeds);
        if (json)
        {
            foreach (JobOutcome seed in seeds)
                Json.WriteLine(terminal, Document(seed));
            Json.WriteLine(terminal, Document(group, summary));
            return;
        }

        PrintTable(terminal, summary.Metric, seeds);
        if (!quiet)
            foreach (JobStatus seed in seeds.Select(seed => seed.Status).Where(seed => !seed.HasEnded || seed.State == JobState.Diverged))
                if (seed.Reason is { } reason)
                    terminal.WriteWords($"seed {seed.Job.Seed}: {JobStatus.NameOf(seed.State)}: {reason}", indent: 2);
        foreach (string line in Words(summary, ExperimentRules.SolvedBy(group.Experiment.Config)?.ToString() ?? ""))
            terminal.WriteWords(line, indent: 2);
        terminal.Out.WriteLine($"group: {group.Folder}");
    }

    /// <summary>What the seeds say together, with the statistic and its n.</summary>
    /// <param name="summary">What they say.</param>
    /// <param name="rule">When one is solved, in words.</param>
    public static IEnumerable<string> Words(GroupSummary summary, string rule)
    {
        string of = $"n = {summary.Final.Count} of {summary.Seeds}";
        yield return summary.Final.Count == 0
            ? $"{summary.Metric} at the end: none yet, {of}"
            : $"{summary.Metric} at the end: median [quartiles] {StatisticText.Quartiles(summary.Final)}, {of}"
                + (double.IsFinite(summary.Final.Minimum + summary.Final.Maximum) ? ""
                    : "; a seed that diverged or failed is worse than all numbers");
        if (summary.Solved is { Trials: > 0 } solved)
            yield return $"solved ({rule}): {Solved(solved)}";
    }

    /// <summary><c>3 of 4 that ended, 95 % interval 30 to 95 %</c>.</summary>
    public static string Solved(Proportion solved) => string.Create(CultureInfo.InvariantCulture,
        $"{solved.Successes} of {solved.Trials} that ended, 95 % interval {100 * solved.Low:0} to {100 * solved.High:0} %");

    /// <summary>Quartiles for scripts; null for those of nothing.</summary>
    public static JsonObject? Document(Summary values) => values.Count == 0 ? null : new()
    {
        ["count"] = values.Count,
        ["first_quartile"] = Json.Number(values.Low),
        ["median"] = Json.Number(values.Median),
        ["third_quartile"] = Json.Number(values.High),
    };

    /// <summary>A job for scripts.</summary>
    public static JsonObject Document(JobOutcome outcome)
    {
        JobStatus status = outcome.Status;
        JsonObject line = JobNews.Of("job", new() { Job = status.Job, Action = JobAction.Skip });
        line["state"] = JobStatus.NameOf(status.State).Replace('-', '_');
        line["reason"] = status.Reason;
        line["place"] = status.Place;
        line["steps"] = status.Run?.Step;
        line["sequences"] = status.Run?.Sequences;
        line["seconds"] = status.Run is { } run ? Json.Number(run.Seconds) : null;
        line["metric"] = outcome.Metric;
        line["selection"] = outcome.Selection is { } selection ? Json.Number(selection) : null;
        line["final"] = outcome.FinalValue is { } final ? Json.Number(final) : null;
        line["solved"] = outcome.HasRule ? outcome.Solved is not null : null;
        return line;
    }

    private static JsonObject Document(SeedGroup group, GroupSummary summary) => new()
    {
        ["event"] = "group",
        ["config"] = group.Experiment.Config.Name,
        ["directory"] = group.Folder,
        ["seeds"] = summary.Seeds,
        ["ended"] = summary.Ended,
        ["metric"] = summary.Metric,
        ["final"] = Document(summary.Final),
        ["selection"] = Document(summary.Selection),
        ["solved"] = summary.Solved?.Successes,
        ["solved_interval"] = summary.Solved is { } solved ? new JsonArray(solved.Low, solved.High) : null,
    };

    /// <summary>A table; on a terminal too narrow for it, a line for each seed.</summary>
    private static void PrintTable(Terminal terminal, string metric, IReadOnlyList<JobOutcome> seeds)
    {
        string[] columns = ["seed>", "state", "sequences>", "time>", "solved at>", $"{metric}>"];
        string[][] rows = [.. seeds.Select(Row)];
        if (TextTable.Fits(terminal, columns, rows))
        {
            TextTable.Print(terminal, columns, rows);
            return;
        }

        foreach (string[] row in rows)
            terminal.WriteWords($"seed {row[0]}: {row[1]}"
                + (row[2].Length > 0 ? $", {row[2]} sequences, {row[3]}" : "")
                + (row[4].Length > 0 ? $", solved at {row[4]}" : "")
                + (row[5].Length > 0 ? $", {metric} {row[5]}" : ""), indent: 2);
    }

    private static string[] Row(JobOutcome outcome)
    {
        RunStatus? run = outcome.Status.Run;
        return
        [
            outcome.Status.Job.Seed.ToString(CultureInfo.InvariantCulture),
            JobStatus.NameOf(outcome.Status.State),
            run is null ? "" : Readable.Count(run.Sequences),
            run is null ? "" : Readable.Duration(TimeSpan.FromSeconds(run.Seconds)),
            outcome.Solved is { } solved ? Readable.Count(solved.Sequences) : "",
            outcome.FinalValue is { } value ? Readable.Number(value) : "",
        ];
    }
}
