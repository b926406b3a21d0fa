using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>How much training each run took until its task was solved, a row for each group.</summary>
/// <param name="Title">A headline.</param>
/// <param name="Subtitle">What counts as solved.</param>
/// <param name="Across">The axis of what training took.</param>
/// <param name="Rows">The groups.</param>
public sealed record SolveFigure(string Title, string Subtitle, FigureAxis Across, IReadOnlyList<SolveRow> Rows) : Figure(Title, Subtitle);

/// <summary>A group of runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">Its runs.</param>
public sealed record SolveRow(string Name, IReadOnlyList<SolveRun> Runs)
{
    /// <summary>How it looks, by number from 0.</summary>
    public int Style { get; init; }

    /// <summary>Runs solved of runs that count.</summary>
    public Proportion Solved => new(Runs.Count(run => run.IsSolved), Runs.Count);

    /// <summary>
    /// What all runs say of the time together, those that were not solved as longer than their training; runs that do not stand here, as
    /// they have not ended, may count in it.
    /// </summary>
    public Survival Time
    {
        get => field ?? Survival.Of(Runs.Select(run => new Duration(run.At, run.IsSolved)));
        init;
    }

    /// <summary>The median of Kaplan and Meier: infinite where it is not known, as fewer than half of the runs were solved.</summary>
    public double Median => Time.Median ?? double.PositiveInfinity;

    /// <summary>The median in words; that it is beyond training where fewer than half were solved. Empty where no run counts.</summary>
    public string MedianText => Runs.Count == 0 ? ""
        : double.IsFinite(Median) ? TextOf(Median)
        : $"> {TextOf(Runs.Where(run => !run.IsSolved).Min(run => run.At))}";

    /// <summary>How many runs were solved, and the median, in words: <c>9 of 10 solved, median 16,000</c>.</summary>
    public string Result => Runs.Count == 0 ? "no run has ended"
        : $"{Solved.Successes} of {Solved.Trials} solved, median {MedianText}";

    private static string TextOf(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One run.</summary>
/// <param name="Name">Its name, such as <c>seed 3</c>.</param>
/// <param name="At">What training took until it was solved; or, where it was not, until training ended.</param>
/// <param name="IsSolved">Whether it was solved.</param>
public readonly record struct SolveRun(string Name, double At, bool IsSolved);
