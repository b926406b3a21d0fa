using System.Globalization;
using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>The tidy table of a sweep: a row for each job, a column for each axis and for each metric.</summary>
public static class SweepTable
{
    /// <summary>The table as CSV (RFC 4180, <c>\n</c> line ends).</summary>
    /// <param name="outcomes">The jobs, in order.</param>
    /// <param name="axes">The keys of the axes, in order.</param>
    public static string Csv(IReadOnlyList<JobOutcome> outcomes, IReadOnlyList<string> axes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        string[] selected = [.. outcomes.Select(outcome => outcome.Metric).Distinct()];
        string[] measured = [.. outcomes.SelectMany(outcome => outcome.Final?.Metrics ?? []).Select(metric => metric.Name).Distinct()];
        StringBuilder text = new();
        text.Append(CsvText.Line(
        [
            "point", .. axes, "seed", "state", "steps", "sequences", "seconds", "solved",
            .. selected.Select(metric => $"selection_{metric}"), .. measured.Select(metric => $"final_{metric}"),
        ]));
        foreach (JobOutcome outcome in outcomes)
        {
            (Job job, RunStatus? run) = (outcome.Status.Job, outcome.Status.Run);
            text.Append(CsvText.Line(
            [
                Path.GetDirectoryName(job.Id) ?? "",
                .. axes.Select(axis => job.Values.FirstOrDefault(value => value.Key == axis).Value ?? ""),
                Text(job.Seed),
                JobStatus.NameOf(outcome.Status.State),
                Text(run?.Step),
                Text(run?.Sequences),
                run is null ? "" : run.Seconds.ToString("0.###", CultureInfo.InvariantCulture),
                !outcome.HasRule ? "" : outcome.Solved is not null ? "true" : outcome.Status.HasEnded ? "false" : "",
                .. selected.Select(metric => metric == outcome.Metric ? CsvText.Number(outcome.Selection) : ""),
                .. measured.Select(metric => CsvText.Number(outcome.Final?[metric])),
            ]));
        }

        return text.ToString();
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
