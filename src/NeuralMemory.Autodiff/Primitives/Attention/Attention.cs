using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Scaled dot attention (Vaswani et al. 2017, arXiv 1706.03762, section 3.2): of each query, head by head,
    /// y = sum over the keys that it sees of softmax(scale q . k + bias) v. No more than a block of rows of weights exists at a time.
    /// Other scores and other ways from scores to weights are put together of
    /// <see cref="DotScores"/> and its like, <see cref="AttentionWeights"/> and <see cref="WeightedSum"/>, which give the same numbers
    /// where the rule is the same.
    /// </summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D], or more dimensions that count K rows, as those of a cache.</param>
    /// <param name="values">[K, H V] likewise.</param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys; there may be more sequences than queries have, which have ended. Must stay as it is too.</param>
    /// <param name="rule">How queries look at keys.</param>
    /// <returns>[Q, H V]; zeros in rows that belong to no sequence.</returns>
    public Variable Attention(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule)
    {
        ExpectQueriesAndKeys(queries, keys, queryRows, keyRows, rule.Heads, rule.Mask);
        ExpectValues(values, keyRows, rule.Heads);
        Touch(queries, keys, values);
        return AttentionCore(queries, keys, values, queryRows, keyRows, rule, weights: null);
    }

    /// <summary>The same, and the weights to look at, which nothing can be differentiated through.</summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D]</param>
    /// <param name="values">[K, H V]</param>
    /// <param name="queryRows">Which queries belong to each sequence.</param>
    /// <param name="keyRows">Which keys.</param>
    /// <param name="rule">How queries look at keys.</param>
    /// <param name="weights">
    /// [Q, H, the longest sequence of keys], each row's own keys from the first on; 0 for keys that it does not see or does not have.
    /// </param>
    public Variable Attention(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
        out Variable weights)
    {
        ExpectQueriesAndKeys(queries, keys, queryRows, keyRows, rule.Heads, rule.Mask);
        ExpectValues(values, keyRows, rule.Heads);
        Touch(queries, keys, values);
        weights = Fill(new Shape(queries.Rows, rule.Heads, keyRows.Longest), 0);
        return AttentionCore(queries, keys, values, queryRows, keyRows, rule, weights);
    }

    /// <summary>The engine's attention, whose arguments have been checked.</summary>
    /// <param name="queries">[Q, H D]</param>
    /// <param name="keys">[K, H D]</param>
    /// <param name="values">[K, H V]</param>
    /// <param name="queryRows">Which queries belong to each sequence.</param>
    /// <param name="keyRows">Which keys.</param>
    /// <param name="rule">How queries look at keys.</param>
    /// <param name="weights">Zeros that receive the weights; null where nobody looks.</param>
    protected abstract Variable AttentionCore(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
        Variable? weights);
}
