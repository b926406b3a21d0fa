using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>How much training runs took until their task was solved, a row for each group.</summary>
public static class SolveFigures
{
    /// <summary>The figure.</summary>
    /// <param name="runs">The runs; those that have not ended do not count.</param>
    /// <param name="progress">What counts as much.</param>
    /// <param name="isLogarithmic">Whether the axis is logarithmic.</param>
    /// <exception cref="RunException">No config says what counts as solved, or no run has ended.</exception>
    public static SolveFigure Of(RunCollection runs, Progress progress = Progress.Sequences, bool isLogarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        SolveRule?[] rules = [.. runs.Groups.Select(group => SolveRule.Of(group.Config))];
        if (rules.All(rule => rule is null))
            throw new RunException(RunProblem.Missing, "no config of these runs says what counts as solved: "
                + "it has neither a stop rule (stop.metric) nor a published figure (published.value)");
        if (!runs.Groups.Any(group => group.Runs.Any(run => run.HasEnded)))
            throw new RunException(RunProblem.Missing, "none of these runs has ended so far, so that nothing is known of their times");
        string[] words = [.. rules.OfType<SolveRule>().Select(rule => rule.ToString()).Distinct()];
        int open = runs.Groups.Sum(group => group.Runs.Count(run => !run.HasEnded));
        return new($"Time to solution: {RunMetrics.TitleOf(runs)}",
            $"solved: {(words is [var one] ? one : "as each config says")}; open arrows: not solved by the end of training; line: the "
            + "median of Kaplan and Meier, to which unsolved runs count as longer than their training",
            new(CurveFigures.AxisOf(progress)) { IsLogarithmic = isLogarithmic },
            [.. runs.Groups.Select((group, i) => RowOf(group, progress) with { Style = i })])
        {
            AcrossColumn = CurveFigures.ColumnOf(progress),
            Notes = open == 0 ? [] : [string.Create(CultureInfo.InvariantCulture,
                $"{open} {(open == 1 ? "run has" : "runs have")} not ended and {(open == 1 ? "does" : "do")} not count.")],
        };
    }

    /// <summary>The row of a group; of no run where its config does not say when one is solved.</summary>
    internal static SolveRow RowOf(RunGroup group, Progress progress)
    {
        GroupFigures figures = new(group);
        return new(group.Label, figures.Rule is { } rule
            ? [.. group.Runs.Where(run => run.HasEnded).Select(run => RunOf(run, rule, progress))]
            : [])
        {
            Time = progress switch
            {
                Progress.Steps => figures.StepsToSolve,
                Progress.Seconds => figures.SecondsToSolve,
                _ => figures.SequencesToSolve,
            } ?? Survival.Of([]),
        };
    }

    private static SolveRun RunOf(RunFacts run, SolveRule rule, Progress progress)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed}");
        return rule.Find(run) is { } solved
            ? new(name, Of(solved.Step, solved.Sequences, solved.Seconds), true)
            : new(name, Of(run.Steps, run.Sequences, run.Seconds), false);

        double Of(long steps, long sequences, double seconds) => progress switch
        {
            Progress.Steps => steps,
            Progress.Seconds => seconds,
            _ => sequences,
        };
    }
}
