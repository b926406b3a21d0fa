using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>Reproductions side by side, as cells of text: for a terminal and for a page alike.</summary>
public static class ReproductionTable
{
    /// <summary>The headings; one that ends with <c>&gt;</c> has its column flush right.</summary>
    public static IReadOnlyList<string> Headings { get; } =
    [
        "config", "metric", "published>", "median (quartiles)>", "solved>", "sequences to solve>", "seconds to solve>",
        "parameters (paper's)>", "expected>", "verdict",
    ];

    /// <summary>The cells of a reproduction.</summary>
    public static IReadOnlyList<string> Row(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Aim[] aims = [.. outcome.Aims];
        return
        [
            outcome.Name,
            outcome.Published.Metric,
            Published(outcome.Published),
            Text(outcome.Final, "worse"),
            outcome.Ended == 0 ? "" : $"{outcome.Solved.Successes} of {outcome.Solved.Trials}",
            Text(outcome.SequencesToSolve, $"> {AxisText.Count(outcome.Budget)}"),
            Text(outcome.SecondsToSolve, "never"),
            Parameters(outcome),
            aims.Length == 0 || !outcome.IsComplete ? "" : $"{aims.Count(aim => aim.Met == true)} of {aims.Length}",
            NameOf(outcome.Verdict),
        ];
    }

    /// <summary><c>0 ± 0.1</c>; <c>not 0 ± 0.1</c> of a machine that does not come to it.</summary>
    public static string Published(PublishedFigure published)
    {
        ArgumentNullException.ThrowIfNull(published);
        string figure = AxisText.Value(published.Value), not = published.Result == PublishedResult.Fails ? "not " : "";
        return published.Tolerance == 0 ? not + figure : $"{not}{figure} ± {AxisText.Value(published.Tolerance)}";
    }

    /// <summary>A verdict in words.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Incomplete => "incomplete",
        Verdict.NotReproduced => "not reproduced",
        Verdict.Reproduced => "reproduced",
        Verdict.Better => "better",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a name"),
    };

    /// <summary>How a seed stands that has no run.</summary>
    internal const string NotRun = "not run";

    /// <summary>How a seed stands whose run is one of another experiment.</summary>
    internal const string Refused = "refused";

    /// <summary>How a seed stands, in a word.</summary>
    public static string NameOf(SeedOutcome seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return seed.State is { } state ? state.ToString().ToLowerInvariant() : seed.Reason is null ? NotRun : Refused;
    }

    /// <summary>A median and its quartiles; empty when there is no number.</summary>
    /// <param name="values">They.</param>
    /// <param name="infinite">What stands for an infinite one.</param>
    public static string Text(Quartiles values, string infinite)
    {
        if (values.Count == 0)
            return "";
        string median = One(values.Median), low = One(values.Low), high = One(values.High);
        return median == low && median == high ? median : $"{median} ({low} to {high})";

        string One(double value) => double.IsFinite(value) ? AxisText.Value(value) : infinite;
    }

    private static string Parameters(ReproductionOutcome outcome) => outcome.Published.Parameters is { } papers
        ? $"{AxisText.Count(outcome.Parameters)} ({AxisText.Count(papers)})"
        : AxisText.Count(outcome.Parameters);
}
