using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// How long two configs take until their median seed is solved. A seed that was never solved is only known to take longer than its
/// training; what that leaves open is said, and never decided.
/// </summary>
/// <param name="Expected">What is claimed.</param>
/// <param name="Own">The config of which it is claimed that it is the faster one.</param>
/// <param name="Other">The config that it is compared with; null when it was not read.</param>
public sealed record ContrastOutcome(ExpectedContrast Expected, ReproductionOutcome Own, ReproductionOutcome? Other)
{
    /// <summary>The training sequences of our median seed; an infinite number when it was not solved, NaN when no seed has ended.</summary>
    public double OwnMedian => Own.SequencesToSolve.Median;

    /// <summary>Those of the other's median seed, likewise.</summary>
    public double OtherMedian => Other?.SequencesToSolve.Median ?? double.NaN;

    /// <summary>Whether <see cref="Ratio"/> is only known to be exceeded: the other's median seed was never solved.</summary>
    public bool IsBound => IsComplete && double.IsFinite(OwnMedian) && double.IsInfinity(OtherMedian);

    /// <summary>
    /// How many times our sequences the other takes, in the median; a lower bound when <see cref="IsBound"/>; NaN while seeds have not
    /// ended, and when our own median seed was not solved.
    /// </summary>
    public double Ratio => !IsComplete || double.IsInfinity(OwnMedian) ? double.NaN
        : (IsBound ? Trained(Other!) : OtherMedian) / OwnMedian;

    /// <summary>Whether the claim holds; null while seeds have not ended, and when the other was not trained long enough to tell.</summary>
    public bool? Met => !IsComplete ? null : Ratio >= Expected.Times ? true : IsBound ? null : false;

    /// <summary>The claim and what came of it, in words.</summary>
    internal Aim Aim => new(
        $"{Expected.With} takes at least {Times(Expected.Times)} the sequences in the median, or is not solved", Found, Met)
    {
        Open = IsBound && Met is null
            ? $"the median seed of {Expected.With} is not solved, but was trained only {Times(Ratio)} as long ({Both})"
            : null,
    };

    private bool IsComplete => Own.IsComplete && Other is { IsComplete: true };

    private string Found => !IsComplete ? ""
        : double.IsInfinity(OwnMedian) ? $"the median seed of {Own.Name} is not solved itself"
        : $"{(IsBound ? "more than " : "")}{Times(Ratio)}: {Both}";

    private string Both => $"{Count(OwnMedian)} sequences against {(IsBound ? "more than " : "")}{Count(Ratio * OwnMedian)}";

    /// <summary>The outcomes of a folder, each with that of the config that it is compared with.</summary>
    public static IReadOnlyList<ReproductionOutcome> Link(IReadOnlyList<ReproductionOutcome> folder) =>
    [
        .. folder.Select(own => own.Published.Contrast is { } expected
            ? own with { Other = folder.FirstOrDefault(each => each.Name == expected.With) }
            : own),
    ];

    /// <summary>
    /// A number of sequences that the median seed takes longer than: of two between which the median lies, one may have been solved. A
    /// seed that failed was given up early for reasons of its own; one that diverged is not solved however long it goes on.
    /// </summary>
    private static double Trained(ReproductionOutcome outcome) => Quartiles.Of(outcome.Seeds.Select(seed => (double)(
        seed.Solved?.Sequences ?? (seed.State == RunState.Failed ? seed.Sequences : outcome.Budget)))).Median;

    private static string Times(double ratio) => FormattableString.Invariant($"{Math.Floor(ratio * 100) / 100:0.##} times");

    private static string Count(double sequences) => sequences.ToString("N0", CultureInfo.InvariantCulture);
}
