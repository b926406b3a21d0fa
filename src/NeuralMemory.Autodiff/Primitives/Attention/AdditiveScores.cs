using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Additive scores, head by head: v . tanh(q + k) (Bahdanau, Cho and Bengio 2015, arXiv 1409.0473, appendix A.1.2), where q and k come
    /// from linear layers. Luong's concat, v . tanh(W [q; k]), is the same: the two halves of W are those layers.
    /// </summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D], or more dimensions that count K rows, as those of a cache.</param>
    /// <param name="direction">[H D] or [1, H D]: v.</param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys; there may be more sequences than queries have, which have ended. Must stay as it is too.</param>
    /// <param name="heads">H, at least 1.</param>
    /// <returns>
    /// [Q, H, the longest sequence of keys], each row's own keys from the first on. What stands behind them means nothing, and is not read.
    /// </returns>
    public Variable AdditiveScores(
        Variable queries, Variable keys, Variable direction, SequenceRows queryRows, SequenceRows keyRows, int heads)
    {
        ExpectQueriesAndKeys(queries, keys, queryRows, keyRows, heads, AttentionMask.None);
        Expect.That(
            direction.Shape.Count == queries.Shape.Width,
            $"a direction of {direction.Shape.Count} numbers for queries of {queries.Shape.Width}");
        Touch(queries, keys, direction);
        return AdditiveScoresCore(queries, keys, direction, queryRows, keyRows, heads);
    }

    /// <summary>The engine's <see cref="AdditiveScores"/>, whose arguments have been checked.</summary>
    protected abstract Variable AdditiveScoresCore(
        Variable queries, Variable keys, Variable direction, SequenceRows queryRows, SequenceRows keyRows, int heads);
}
