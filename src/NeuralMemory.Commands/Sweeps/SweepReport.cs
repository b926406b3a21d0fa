using System.Text.Json.Nodes;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>How a sweep stands, and what its points have come to.</summary>
internal static class SweepReport
{
    /// <summary>Prints a line for each point, or for each job; for a script a line for each job and one for the sweep.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="json">Whether a script reads it.</param>
    /// <param name="each">Whether each job has a line.</param>
    public static void Print(Terminal terminal, Sweep sweep, bool json, bool each)
    {
        IReadOnlyList<JobOutcome> jobs = JobOutcome.Read(sweep.Jobs, Launchers.Look(sweep.Folder));
        if (json)
        {
            foreach (JobOutcome job in jobs)
                Json.WriteLine(terminal, GroupReport.Document(job));
            Json.WriteLine(terminal, Document(sweep, jobs));
            return;
        }

        if (each)
            PrintJobs(terminal, jobs);
        else
            PrintPoints(terminal, jobs);
        foreach (JobStatus job in jobs.Select(job => job.Status).Where(job => job.State is JobState.Failed or JobState.Damaged))
            terminal.WriteWords($"{job.Job.Name}: {JobStatus.NameOf(job.State)}: {job.Reason}", indent: 2);
        PrintReasons(terminal, jobs);
        terminal.WriteWords($"{Readable.Count(jobs.Count, "job")}: {string.Join(", ", Counts(jobs))}", indent: 2);
        terminal.Out.WriteLine($"sweep: {sweep.Folder}");
    }

    /// <summary>What a launcher says of jobs that do not go on by themselves: once for those that it says the same of.</summary>
    private static void PrintReasons(Terminal terminal, IReadOnlyList<JobOutcome> jobs)
    {
        foreach (IGrouping<(JobState State, string? Reason), JobStatus> same in jobs.Select(job => job.Status)
            .Where(job => job.State is JobState.Pending or JobState.Requeued or JobState.Lost or JobState.Unknown && job.Reason is not null)
            .GroupBy(job => (job.State, job.Reason)))
        {
            string who = same.Count() == 1 ? same.First().Job.Name : Readable.Count(same.Count(), "job");
            terminal.WriteWords($"{who}: {JobStatus.NameOf(same.Key.State)}: {same.Key.Reason}", indent: 2);
        }
    }

    private static IEnumerable<string> Counts(IReadOnlyList<JobOutcome> jobs) => jobs.GroupBy(job => job.Status.State)
        .OrderBy(same => same.Key).Select(same => $"{Readable.Count(same.Count())} {JobStatus.NameOf(same.Key)}");

    private static void PrintPoints(Terminal terminal, IReadOnlyList<JobOutcome> jobs)
    {
        (string Point, GroupSummary Summary)[] points = [.. jobs.GroupBy(job => Path.GetDirectoryName(job.Status.Job.Id)!)
            .Select(same => (same.First().Status.Job.Group, GroupSummary.Of([.. same])))];
        bool isOne = IsOneMetric(jobs);
        string[] columns = ["point", "ended>", "solved>", "median>", "quartiles"];
        string[][] rows = [.. points.Select(point => Row(point.Point, point.Summary, withMetric: !isOne))];
        if (TextTable.Fits(terminal, columns, rows))
        {
            terminal.WriteWords(isOne
                ? $"{jobs[0].Metric} at the end, of the seeds that have ended:"
                : "the metric that each config is about, at the end, of the seeds that have ended:", indent: 2);
            TextTable.Print(terminal, columns, rows);
            return;
        }

        foreach (var (point, summary) in points)
        {
            string[] row = Row(point, summary, withMetric: false);
            terminal.WriteWords($"{point}: {row[1]} ended" + (row[2].Length > 0 ? $", {row[2]} solved" : "")
                + (row[3].Length > 0 ? $", {summary.Metric} {row[3]} (median; quartiles {row[4]})" : ""), indent: 2);
        }
    }

    private static bool IsOneMetric(IReadOnlyList<JobOutcome> jobs) => jobs.Select(job => job.Metric).Distinct().Count() == 1;

    private static string[] Row(string point, GroupSummary summary, bool withMetric) =>
    [
        point,
        $"{summary.Ended} of {summary.Seeds}",
        summary.Solved is { } solved ? $"{solved.Successes} of {solved.Trials}" : "",
        summary.Final.Count == 0 ? "" : StatisticText.Number(summary.Final.Median) + (withMetric ? $" {summary.Metric}" : ""),
        summary.Final.Count == 0 ? "" : StatisticText.Interval(new(summary.Final.Low, summary.Final.High)),
    ];

    private static void PrintJobs(Terminal terminal, IReadOnlyList<JobOutcome> jobs)
    {
        bool isOne = IsOneMetric(jobs), areLaunched = jobs.Any(job => job.Status.Place is not null);
        string[] columns = ["job", "point", "state", "steps>", "time>", "final>", .. areLaunched ? ["where"] : (string[])[]];
        string[][] rows = [.. jobs.Select(job => (string[])
        [
            job.Status.Job.Id, job.Status.Job.Group, JobStatus.NameOf(job.Status.State),
            job.Status.Run is { } run ? Readable.Count(run.Step) : "",
            job.Status.Run is { } spent ? Readable.Duration(TimeSpan.FromSeconds(spent.Seconds)) : "",
            job.FinalValue is { } value ? Readable.Number(value) + (isOne ? "" : $" {job.Metric}") : "",
            .. areLaunched ? [job.Status.Place ?? ""] : (string[])[],
        ])];
        if (isOne && jobs.Any(job => job.FinalValue is not null))
            terminal.WriteWords($"final: {jobs[0].Metric} at the end", indent: 2);
        if (TextTable.Fits(terminal, columns, rows))
        {
            TextTable.Print(terminal, columns, rows);
            return;
        }

        foreach (string[] row in rows)
        {
            terminal.Out.WriteLine(row[0]);
            string[] known =
            [
                row[1], row[2], row[3].Length > 0 ? $"{row[3]} steps" : "", row[4], row[5].Length > 0 ? $"final {row[5]}" : "", .. row[6..],
            ];
            terminal.WriteWords($"  {string.Join(", ", known.Where(word => word.Length > 0))}", indent: 2);
        }
    }

    private static JsonObject Document(Sweep sweep, IReadOnlyList<JobOutcome> jobs) => new()
    {
        ["event"] = "sweep",
        ["name"] = sweep.Definition.Name,
        ["directory"] = sweep.Folder,
        ["jobs"] = jobs.Count,
        ["states"] = new JsonObject([.. jobs.GroupBy(job => job.Status.State).OrderBy(same => same.Key)
            .Select(same => KeyValuePair.Create(JobStatus.NameOf(same.Key).Replace('-', '_'), (JsonNode?)same.Count()))]),
        ["points"] = new JsonArray([.. jobs.GroupBy(job => Path.GetDirectoryName(job.Status.Job.Id)!)
            .Select(same => Document(same.Key, [.. same]))]),
    };

    private static JsonObject Document(string point, IReadOnlyList<JobOutcome> seeds)
    {
        GroupSummary summary = GroupSummary.Of(seeds);
        return new()
        {
            ["point"] = point,
            ["values"] = JobNews.Values(seeds[0].Status.Job),
            ["seeds"] = summary.Seeds,
            ["ended"] = summary.Ended,
            ["metric"] = summary.Metric,
            ["selection"] = GroupReport.Document(summary.Selection),
            ["final"] = GroupReport.Document(summary.Final),
            ["solved"] = summary.Solved?.Successes,
        };
    }
}
