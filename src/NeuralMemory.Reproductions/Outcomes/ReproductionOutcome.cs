using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// A group of seeds of one config against what was published. A seed that diverged or failed has no final value; it counts as one that is
/// worse than all others, so that it is never left out of a median.
/// </summary>
public sealed record ReproductionOutcome
{
    /// <summary>The config's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Machine and training on a line.</summary>
    public string Settings { get; init; } = "";

    /// <summary>What counts as solved, in words.</summary>
    public string SolvedWhen { get; init; } = "";

    /// <summary>What was published.</summary>
    public required PublishedFigure Published { get; init; }

    /// <summary>The parameters of our machine.</summary>
    public long Parameters { get; init; }

    /// <summary>The training sequences after which a seed that is not solved is given up.</summary>
    public long Budget { get; init; }

    /// <summary>The metrics that are the better the higher they are; all others are the better the lower.</summary>
    public IReadOnlyList<string> HigherIsBetter { get; init; } = [];

    /// <summary>The axes of the evaluation grid; empty for none.</summary>
    public IReadOnlyList<GridAxis> Axes { get; init; } = [];

    /// <summary>The seeds, in order.</summary>
    public required IReadOnlyList<SeedOutcome> Seeds { get; init; }

    /// <summary>The processors that computed, by name, in order.</summary>
    public IReadOnlyList<string> Processors { get; init; } = [];

    /// <summary>
    /// What the config came to that <see cref="PublishedFigure.Contrast"/> names; null where none is named, or none of that name was read.
    /// </summary>
    public ReproductionOutcome? Other { get; init; }

    /// <summary>How many seeds have ended.</summary>
    public int Ended => Seeds.Count(seed => seed.HasEnded);

    /// <summary>Whether there is a seed, and all have ended.</summary>
    public bool IsComplete => Seeds.Count > 0 && Ended == Seeds.Count;

    /// <summary>The published metric at the end of training, over the seeds that have ended.</summary>
    public Quartiles Final => OfFinal(Published.Metric);

    /// <summary>Seeds solved of seeds that have ended.</summary>
    public Proportion Solved => new(Seeds.Count(seed => seed.HasEnded && seed.Solved is not null), Ended);

    /// <summary>
    /// The training sequences until a seed was solved, over the seeds that have ended; an infinite number for those that were not: their
    /// time is only known to be beyond their training.
    /// </summary>
    public Quartiles SequencesToSolve => ToSolve(solved => solved.Sequences);

    /// <summary>The seconds until a seed was solved, as <see cref="SequencesToSolve"/>.</summary>
    public Quartiles SecondsToSolve => ToSolve(solved => solved.Seconds);

    /// <summary>What the figures say about the paper's, and about the difference that it claims, if it claims one.</summary>
    public Verdict Verdict => VerdictRules.Of(this);

    /// <summary>What the median says about the paper's figure alone.</summary>
    public Verdict FigureVerdict => VerdictRules.OfFigure(this);

    /// <summary>How the two configs compare of which the paper claims a difference; null where it claims none.</summary>
    public ContrastOutcome? Contrast => Published.Contrast is { } expected ? new(expected, this, Other) : null;

    /// <summary>What was expected, in order; each met, missed, or not yet known.</summary>
    public IEnumerable<Aim> Aims
    {
        get
        {
            if (Published.Solved is { } share)
                yield return new(FormattableString.Invariant($"solved on {100 * share:0.#} % of the seeds"),
                    FormattableString.Invariant($"{Solved.Successes} of {Solved.Trials}"), Met(Solved.Share >= share));
            if (Published.Within is { } within)
                yield return new(FormattableString.Invariant($"solved within {within:N0} sequences in the median"),
                    Text(SequencesToSolve.Median, "never"), Met(SequencesToSolve.Median <= within));
            if (Contrast is { } contrast)
                yield return contrast.Aim;
            foreach (Expectation expected in Published.Expect)
                yield return AimOf(expected);
        }
    }

    /// <summary>The points of the grid: every combination of the axes' values, the last axis fastest.</summary>
    public IReadOnlyList<IReadOnlyList<GridValue>> Points => Axes.Count == 0 ? [] : Axes.Aggregate<GridAxis, IEnumerable<GridValue[]>>(
        [[]], (points, axis) => points.SelectMany(_ => axis.Values, (point, value) => (GridValue[])[.. point, value])).ToArray();

    /// <summary>The quartiles of a metric at the end of training, over the seeds that have ended.</summary>
    public Quartiles OfFinal(string metric) => Of(seed => seed.Final, metric);

    /// <summary>The quartiles of a metric at a point of the grid, over the seeds that have ended.</summary>
    /// <param name="point">The point's place in <see cref="Points"/>.</param>
    /// <param name="metric">The metric.</param>
    public Quartiles OfGrid(int point, string metric) => Of(seed => point < seed.Grid.Count ? seed.Grid[point] : null, metric);

    /// <summary>The value of a metric that is worse than all others: an infinity.</summary>
    public double WorstOf(string metric) => HigherIsBetter.Contains(metric) ? double.NegativeInfinity : double.PositiveInfinity;

    private Aim AimOf(Expectation expected)
    {
        string metric = expected.Metric ?? Published.Metric;
        string at = string.Join(", ", expected.At.Select(each => FormattableString.Invariant($"{each.Key} {each.Value}")));
        int point = expected.At.Count == 0 ? -1 : Points.ToList().FindIndex(values => Axes.Zip(values).All(pair =>
            expected.At.TryGetValue(pair.First.Name, out double wanted) && pair.Second.Low == wanted && pair.Second.High == wanted));
        Quartiles found = expected.At.Count == 0 ? OfFinal(metric) : OfGrid(point, metric);
        string bound = expected.AtMost is { } most
            ? FormattableString.Invariant($"at most {most}")
            : FormattableString.Invariant($"at least {expected.AtLeast}");
        return new($"{metric} {bound} at {(at.Length == 0 ? "the end" : at)}", Text(found.Median, "worse than any number"),
            Met(found.Median <= expected.AtMost || found.Median >= expected.AtLeast));
    }

    private Quartiles Of(Func<SeedOutcome, Evaluation?> evaluation, string metric) =>
        Quartiles.Of(Seeds.Where(seed => seed.HasEnded).Select(seed => evaluation(seed)?[metric] is { } value && !double.IsNaN(value)
            ? value
            : WorstOf(metric)));

    private Quartiles ToSolve(Func<Solution, double> quantity) =>
        Quartiles.Of(Seeds.Where(seed => seed.HasEnded).Select(seed => seed.Solved is { } at ? quantity(at) : double.PositiveInfinity));

    private bool? Met(bool holds) => IsComplete ? holds : null;

    private static string Text(double value, string infinite) => double.IsNaN(value) ? "" : double.IsFinite(value)
        ? value.ToString(Math.Abs(value) >= 1000 ? "N0" : "G4", CultureInfo.InvariantCulture)
        : infinite;
}

/// <summary>Whether a paper's figure came out, and the difference that it claims.</summary>
public enum Verdict
{
    /// <summary>Seeds are missing or have not ended; or training was too short to tell.</summary>
    Incomplete,

    /// <summary>The median is worse than the figure by more than the tolerance, or a claim about two configs is not so.</summary>
    NotReproduced,

    /// <summary>The median differs from the figure by the tolerance at most; or it fails to, as published.</summary>
    Reproduced,

    /// <summary>The median is better than the figure by more than the tolerance, or comes to it where the paper's fails to.</summary>
    Better,
}

/// <summary>Something expected of a group of seeds.</summary>
/// <param name="Text">What is expected, in words.</param>
/// <param name="Found">What came out, in words.</param>
/// <param name="Met">Whether it is so; null while that is not known.</param>
public sealed record Aim(string Text, string Found, bool? Met)
{
    /// <summary>Why it is not known; null where the reason is only that seeds have not ended.</summary>
    public string? Open { get; init; }
}
