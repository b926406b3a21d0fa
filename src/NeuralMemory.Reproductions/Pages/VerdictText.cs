using NeuralMemory.Experiments;

namespace NeuralMemory.Reproductions;

/// <summary>What a verdict rests on, in words.</summary>
public static class VerdictText
{
    /// <summary>Why the verdict is so, where it is not about a figure alone; null elsewhere, and while seeds have not ended.</summary>
    public static string? Why(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (!outcome.IsComplete)
            return null;
        if (outcome.Published.Result == PublishedResult.Fails)
            return outcome.FigureVerdict switch
            {
                Verdict.Reproduced => "it fails, as published",
                Verdict.Better => "it comes to the figure, and the paper's does not",
                Verdict.NotReproduced => "the median seed diverged or failed, which is not what was published",
                _ => "it does not come to the figure, as published, but was trained on "
                    + FormattableString.Invariant($"{VerdictRules.Trained(outcome):N0} ")
                    + FormattableString.Invariant($"sequences in the median, and the paper's on {outcome.Published.Sequences:N0}"),
            };
        return outcome.Contrast is not { } contrast ? null
            : $"the figure is {ReproductionTable.NameOf(outcome.FigureVerdict)}, the contrast is {contrast.Met switch
            {
                true => "met",
                false => "missed",
                null => "not known yet",
            }}";
    }
}
