using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>From the scores of each query and head to a distribution over the keys that the query sees.</summary>
    /// <param name="scores">[Q, H, the longest sequence of keys], as <see cref="DotScores"/> and its like make them.</param>
    /// <param name="queryRows">
    /// Which queries belong to each sequence: one, where keys are sampled. Must stay as it is until the pass is over.
    /// </param>
    /// <param name="keyRows">Which keys. Must stay as it is too.</param>
    /// <param name="mask">What a query may see.</param>
    /// <param name="alibi">Whether scores fall with distance: see <see cref="AttentionRule.Alibi"/>.</param>
    /// <param name="normalization">How scores become weights; the softmax when left out.</param>
    /// <returns>
    /// The shape of the scores; 0 for keys that a query does not see or does not have, and in rows that belong to no sequence.
    /// </returns>
    public Variable AttentionWeights(
        Variable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask = default, bool alibi = false,
        Normalization normalization = default)
    {
        ExpectSequences(queryRows, keyRows, mask);
        ExpectScores(scores, queryRows, keyRows);
        Touch(scores);
        if (normalization.IsSampled && !Drops)
            normalization = Normalization.Softmax;
        if (normalization.IsSampled)
        {
            Expect.That(
                queryRows.Longest == 1, $"keys are sampled for one query of a sequence at a time, and there are {queryRows.Longest}");
            BeginSampling(queryRows.Sequences, normalization);
        }

        return AttentionWeightsCore(scores, queryRows, keyRows, new AttentionRule(scores.Shape[1], 1, mask, alibi), normalization);
    }

    /// <summary>The engine's <see cref="AttentionWeights"/>, whose arguments have been checked.</summary>
    /// <param name="scores">[Q, H, the longest sequence of keys]</param>
    /// <param name="queryRows">Which queries belong to each sequence.</param>
    /// <param name="keyRows">Which keys.</param>
    /// <param name="rule">The heads, what a query may see, and what distance costs; its scale is 1.</param>
    /// <param name="normalization">How scores become weights.</param>
    protected abstract Variable AttentionWeightsCore(
        Variable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule, Normalization normalization);
}
