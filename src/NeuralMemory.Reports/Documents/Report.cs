using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Runs as one HTML page that needs nothing from outside. The same files give the same bytes.</summary>
public static class Report
{
    /// <summary>
    /// The run whose machine a report shows: of the best group by selection the first seed that was solved, else the first that is done.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <returns>The run; null where none is done.</returns>
    public static RunFacts? ShownRun(RunCollection runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Groups.Count == 0)
            return null;
        RunGroup best = RunTables.Ranked(runs.Groups)[0];
        RunFacts[] done = [.. best.Runs.Where(run => run.Status?.State == RunState.Done)];
        return done.FirstOrDefault(run => SolveRule.Of(best.Config)?.Find(run) is not null) ?? done.FirstOrDefault();
    }

    /// <summary>The page.</summary>
    /// <param name="source">What it is made of; at least one run can be read.</param>
    /// <exception cref="RunException">The system refused to read a file.</exception>
    public static string Html(ReportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Runs.Groups.Count == 0)
            throw new RunException(RunProblem.Missing, "none of these runs can be read");
        return "<!DOCTYPE html>\n" + ComponentText.Of<ReportPage>(new Dictionary<string, object?>
        {
            [nameof(ReportPage.View)] = new ReportView(source),
        }) + "\n";
    }
}
