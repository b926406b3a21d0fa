using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// From what seeds came to and what was published to a verdict. Of a config with a contrast, it is the verdict on both: the figure and the
/// difference that the paper claims.
/// </summary>
internal static class VerdictRules
{
    /// <summary>The verdict.</summary>
    public static Verdict Of(ReproductionOutcome outcome)
    {
        Verdict figure = OfFigure(outcome);
        if (outcome.Contrast is not { } contrast || figure is Verdict.Incomplete or Verdict.NotReproduced)
            return figure;
        return contrast.Met switch
        {
            true => figure,
            false => Verdict.NotReproduced,
            null => Verdict.Incomplete,
        };
    }

    /// <summary>What the median seed says about the paper's figure alone.</summary>
    public static Verdict OfFigure(ReproductionOutcome outcome)
    {
        if (!outcome.IsComplete)
            return Verdict.Incomplete;
        PublishedFigure published = outcome.Published;
        double median = outcome.Final.Median;
        Verdict reached = Math.Abs(median - published.Value) <= published.Tolerance ? Verdict.Reproduced
            : median > published.Value == outcome.HigherIsBetter.Contains(published.Metric) ? Verdict.Better
            : Verdict.NotReproduced;
        return published.Result == PublishedResult.Reaches ? reached
            : reached != Verdict.NotReproduced ? Verdict.Better
            // Training that broke down is no failure to learn.
            : !double.IsFinite(median) ? Verdict.NotReproduced
            : IsTooShort(outcome) ? Verdict.Incomplete
            : Verdict.Reproduced;
    }

    /// <summary>The training sequences of the median seed.</summary>
    public static double Trained(ReproductionOutcome outcome) =>
        Quartiles.Of(outcome.Seeds.Select(seed => (double)seed.Sequences)).Median;

    /// <summary>Whether a machine that fails was trained less than the paper's: it may still come to the figure.</summary>
    private static bool IsTooShort(ReproductionOutcome outcome) => Trained(outcome) < outcome.Published.Sequences;
}
