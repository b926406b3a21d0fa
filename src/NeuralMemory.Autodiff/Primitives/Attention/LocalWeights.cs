using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Local attention with predictive alignment (Luong et al. 2015, arXiv 1508.04025, equation 10): a softmax over the keys j that are no
    /// further than the window from the query's centre c, times exp(-(j - c)^2 / (2 s^2)) with s = window / 2, not normalised again.
    /// Centres are learned through that factor; which keys are within the window has no gradient.
    /// </summary>
    /// <param name="scores">[Q, H, the longest sequence of keys], as <see cref="DotScores"/> and its like make them.</param>
    /// <param name="centres">
    /// [Q, H] or [Q, H, 1], places in the sequence of keys, of which the first is 0: from 0 to the number of keys (equation 9). Where no
    /// key is near enough, which that excludes, the weights are NaN.
    /// </param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys. Must stay as it is too.</param>
    /// <param name="window">The largest distance, at least 1.</param>
    /// <returns>The shape of the scores; 0 for all other keys, and in rows that belong to no sequence.</returns>
    public Variable LocalWeights(Variable scores, Variable centres, SequenceRows queryRows, SequenceRows keyRows, Real window)
    {
        ExpectSequences(queryRows, keyRows, AttentionMask.None);
        ExpectScores(scores, queryRows, keyRows);
        Expect.Rows(centres, scores.Rows, scores.Shape[1]);
        Expect.That(window >= 1, $"a window of {window}, expected at least 1");
        Touch(scores, centres);
        return LocalWeightsCore(scores, centres, queryRows, keyRows, window);
    }

    /// <summary>The engine's <see cref="LocalWeights"/>, whose arguments have been checked.</summary>
    protected abstract Variable LocalWeightsCore(
        Variable scores, Variable centres, SequenceRows queryRows, SequenceRows keyRows, Real window);
}
