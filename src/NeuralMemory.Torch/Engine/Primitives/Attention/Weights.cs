using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>From scores to weights, and what weights read.</summary>
internal sealed partial class TorchTape
{
    protected override Variable AttentionWeightsCore(
        Variable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule, Normalization normalization) => Run(() =>
    {
        Tensor seen = Restrict(PaddedScores(scores, queryRows), queryRows, keyRows, rule);
        if (normalization.Most is { } most && most < keyRows.Longest)
            seen = seen.masked_fill(Highest(seen, most, out _).logical_not(), Numbers.MinusInfinity);
        Tensor weights = seen.softmax(-1);
        if (normalization.IsHard)
        {
            // Zero, or NaN, whose gradient is that of the softmax.
            Tensor soft = weights.sub(weights.detach());
            weights = Highest(seen, 1, out _).to(Precision.Type).add(soft, Numbers.One);
        }

        if (normalization.IsSampled)
            weights = Sample(seen, weights, normalization);

        return PackedScores("AttentionWeights", weights, queryRows, scores.Rows);
    });

    protected override Variable LocalWeightsCore(
        Variable scores, Variable centres, SequenceRows queryRows, SequenceRows keyRows, Real window) => Run(() =>
    {
        int heads = scores.Shape[1], sequences = queryRows.Sequences;
        Tensor seen = Restrict(PaddedScores(scores, queryRows), queryRows, keyRows, new AttentionRule(heads, 1));
        Tensor distance = Places(keyRows.Longest).sub(Padded(Of(centres), centres.Rows, heads, queryRows, sequences, heads));
        using Scalar most = Numbers.Of(window), precision = Numbers.Of(-2 / (window * window));
        Tensor weights = seen.masked_fill(distance.abs().gt(most), Numbers.MinusInfinity).softmax(-1);
        Tensor nearness = distance.pow(Numbers.Two).mul(precision).exp();
        return PackedScores("LocalWeights", weights.mul(nearness), queryRows, scores.Rows);
    });

    protected override Variable WeightedSumCore(
        Variable weights, Variable values, SequenceRows queryRows, SequenceRows keyRows) => Run(() =>
    {
        Tensor v = Padded(values, keyRows, queryRows.Sequences, weights.Shape[1]);
        Tensor mixed = Packed(PaddedScores(weights, queryRows).matmul(v), queryRows, weights.Rows);
        return Result("WeightedSum", mixed, new Shape(weights.Rows, values.Shape.Width));
    });

    /// <summary>Marks the K highest numbers along the last dimension, of equal ones the first, and lists where they stand.</summary>
    private static Tensor Highest(Tensor numbers, int most, out Tensor chosen)
    {
        Tensor plain = numbers.detach();
        chosen = plain.sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, most);
        return torch.zeros_like(plain, torch.ScalarType.Bool).scatter_(-1, chosen, torch.ones_like(chosen, torch.ScalarType.Bool));
    }

    /// <summary>[N] 0, 1, .. N - 1.</summary>
    private Tensor Places(int count) => OfTape("places", count, () =>
        torch.tensor([.. Enumerable.Range(0, count).Select(place => (Real)place)], Precision.Type, _device));
}
