using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Scores by content, head by head: strength * cos(q, k), with cos(q, k) = q.k / sqrt((q.q + e)(k.k + e)), e = 1e-6: the addressing of
    /// Neural Turing Machines (Graves, Wayne and Danihelka 2014, arXiv 1410.5401, equations 5 and 6) with keys in place of slots. Their
    /// softmax is <see cref="ContentAddressing"/>.
    /// </summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D], or more dimensions that count K rows, as those of a cache.</param>
    /// <param name="strengths">[Q, H] or [Q, H, 1]</param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys; there may be more sequences than queries have, which have ended. Must stay as it is too.</param>
    /// <param name="heads">H, at least 1.</param>
    /// <returns>
    /// [Q, H, the longest sequence of keys], each row's own keys from the first on. What stands behind them means nothing, and is not read.
    /// </returns>
    public Variable CosineScores(
        Variable queries, Variable keys, Variable strengths, SequenceRows queryRows, SequenceRows keyRows, int heads)
    {
        ExpectQueriesAndKeys(queries, keys, queryRows, keyRows, heads, AttentionMask.None);
        Expect.Rows(strengths, queries.Rows, heads);
        Touch(queries, keys, strengths);
        return CosineScoresCore(queries, keys, strengths, queryRows, keyRows, heads);
    }

    /// <summary>The engine's <see cref="CosineScores"/>, whose arguments have been checked.</summary>
    protected abstract Variable CosineScoresCore(
        Variable queries, Variable keys, Variable strengths, SequenceRows queryRows, SequenceRows keyRows, int heads);
}
