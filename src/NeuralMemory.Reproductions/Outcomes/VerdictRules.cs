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

    /// <summary>Why the verdict is so, where it is not about a figure alone; null elsewhere, and while seeds have not ended.</summary>
    public static string? Why(ReproductionOutcome outcome)
    {
        if (!outcome.IsComplete)
            return null;
        if (outcome.Published.Result == PublishedResult.Fails)
            return OfFigure(outcome) switch
            {
                Verdict.Reproduced => "it fails, as published",
                Verdict.Better => "it comes to the figure, and the paper's does not",
                Verdict.NotReproduced => "the median seed diverged or failed, which is not what was published",
                _ => "it does not come to the figure, as published, but was trained on "
                    + FormattableString.Invariant($"{Trained(outcome):N0} ")
                    + FormattableString.Invariant($"sequences in the median, and the paper's on {outcome.Published.Sequences:N0}"),
            };
        return outcome.Contrast is not { } contrast ? null
            : $"the figure is {VerdictNames.Of(OfFigure(outcome))}, the contrast is {contrast.Met switch
            {
                true => "met",
                false => "missed",
                null => "not known yet",
            }}";
    }

    /// <summary>Whether a machine that fails was trained less than the paper's: it may still come to the figure.</summary>
    private static bool IsTooShort(ReproductionOutcome outcome) => Trained(outcome) < outcome.Published.Sequences;

    private static double Trained(ReproductionOutcome outcome) =>
        Quartiles.Of(outcome.Seeds.Select(seed => (double)seed.Sequences)).Median;
}
