using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>What a query reads, head by head: y = sum over the keys of weight * value.</summary>
    /// <param name="weights">[Q, H, the longest sequence of keys], as <see cref="AttentionWeights"/> and its like make them.</param>
    /// <param name="values">[K, H V], or more dimensions that count K rows, as those of a cache.</param>
    /// <param name="queryRows">Which queries belong to each sequence. Must stay as it is until the pass is over.</param>
    /// <param name="keyRows">Which keys. Must stay as it is too.</param>
    /// <returns>[Q, H V]; zeros in rows that belong to no sequence.</returns>
    public Variable WeightedSum(Variable weights, Variable values, SequenceRows queryRows, SequenceRows keyRows)
    {
        ExpectSequences(queryRows, keyRows, AttentionMask.None);
        ExpectScores(weights, queryRows, keyRows);
        ExpectValues(values, keyRows, weights.Shape[1]);
        Touch(weights, values);
        return WeightedSumCore(weights, values, queryRows, keyRows);
    }

    /// <summary>The engine's <see cref="WeightedSum"/>, whose arguments have been checked.</summary>
    protected abstract Variable WeightedSumCore(Variable weights, Variable values, SequenceRows queryRows, SequenceRows keyRows);
}
