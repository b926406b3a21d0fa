using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Scores by dot products, head by head: scale q . k (Luong et al. 2015, arXiv 1508.04025, equation 8; with the scale 1 / sqrt(D),
    /// Vaswani et al. 2017, arXiv 1706.03762, equation 1). Luong's general score is this one of queries that went through a linear layer.
    /// </summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D], or more dimensions that count K rows, as those of a cache.</param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys; there may be more sequences than queries have, which have ended. Must stay as it is too.</param>
    /// <param name="heads">H, at least 1.</param>
    /// <param name="scale">What dot products are multiplied with.</param>
    /// <returns>
    /// [Q, H, the longest sequence of keys], each row's own keys from the first on. What stands behind them means nothing, and is not read.
    /// </returns>
    public Variable DotScores(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, Real scale)
    {
        ExpectQueriesAndKeys(queries, keys, queryRows, keyRows, heads, AttentionMask.None);
        Touch(queries, keys);
        return DotScoresCore(queries, keys, queryRows, keyRows, heads, scale);
    }

    /// <summary>The engine's <see cref="DotScores"/>, whose arguments have been checked.</summary>
    protected abstract Variable DotScoresCore(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, Real scale);
}
