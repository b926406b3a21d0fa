using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>The scores of queries and keys: [B, H, n, m] of padded sequences, packed.</summary>
internal sealed partial class TorchTape
{
    protected override Variable DotScoresCore(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, Real scale) => Run(() =>
    {
        int sequences = queryRows.Sequences;
        Tensor q = Padded(queries, queryRows, sequences, heads), k = Padded(keys, keyRows, sequences, heads);
        using Scalar factor = Numbers.Of(scale);
        return PackedScores("DotScores", q.matmul(k.transpose(-2, -1)).mul(factor), queryRows, queries.Rows);
    });

    protected override Variable AdditiveScoresCore(
        Variable queries, Variable keys, Variable direction, SequenceRows queryRows, SequenceRows keyRows, int heads) => Run(() =>
    {
        int sequences = queryRows.Sequences;
        Tensor q = Padded(queries, queryRows, sequences, heads), k = Padded(keys, keyRows, sequences, heads);
        Tensor v = Of(direction).reshape(1, heads, 1, -1, 1);
        Tensor tanh = q.unsqueeze(3).add(k.unsqueeze(2), Numbers.One).tanh();
        Tensor scores = tanh.matmul(v).squeeze(-1);
        // Behind the keys of a sequence q alone would be scored.
        if (AttentionPlan.Present(keyRows, sequences) is { } present)
            scores = scores.mul(Constants.Next(present).view(sequences, 1, 1, -1));
        return PackedScores("AdditiveScores", scores, queryRows, queries.Rows);
    });

    protected override Variable CosineScoresCore(
        Variable queries, Variable keys, Variable strengths, SequenceRows queryRows, SequenceRows keyRows, int heads) => Run(() =>
    {
        int sequences = queryRows.Sequences;
        Tensor q = Padded(queries, queryRows, sequences, heads), k = Padded(keys, keyRows, sequences, heads);
        Tensor strength = Padded(Of(strengths), strengths.Rows, heads, queryRows, sequences, heads);
        Tensor keyLengths = InverseLengths(k, -1).transpose(-2, -1);
        Tensor scores = q.matmul(k.transpose(-2, -1)).mul(keyLengths).mul(InverseLengths(q, -1).mul(strength));
        return PackedScores("CosineScores", scores, queryRows, queries.Rows);
    });

    /// <summary>[rows, H, m] as a result.</summary>
    private TorchVariable PackedScores(string name, Tensor scores, SequenceRows queryRows, int rows)
    {
        var shape = new Shape(rows, (int)scores.shape[1], (int)scores.shape[3]);
        return Result(name, Packed(scores, queryRows, rows).view(Dimensions(shape)), shape, PrimitiveAxes.HeadKeys);
    }

    /// <summary>[B, H, n, m] scores or weights of padded sequences.</summary>
    private Tensor PaddedScores(Variable scores, SequenceRows queryRows)
    {
        int heads = scores.Shape[1];
        return Padded(Of(scores), scores.Rows, heads * scores.Shape[2], queryRows, queryRows.Sequences, heads);
    }
}
