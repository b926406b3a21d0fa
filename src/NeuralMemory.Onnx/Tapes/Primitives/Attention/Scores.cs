using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable DotScoresCore(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, Real scale)
    {
        Graph.Begin("DotScores");
        Expect(queryRows, keyRows);
        Value scores = ByHead(queries, heads).MatMul(ByHead(keys, heads).Transpose(0, 2, 1));
        return Scores(scale == 1 ? scores : scores.Multiply(scale), queries, heads, keyRows);
    }

    protected override Variable AdditiveScoresCore(
        Variable queries, Variable keys, Variable direction, SequenceRows queryRows, SequenceRows keyRows, int heads)
    {
        Graph.Begin("AdditiveScores");
        Expect(queryRows, keyRows);
        Value q = ByHead(queries, heads), k = ByHead(keys, heads), v = Of(direction).Reshape(heads, 1, -1, 1);
        Value scores = q.Unsqueeze(2).Add(k.Unsqueeze(1)).Tanh().MatMul(v).Squeeze(3);
        return Scores(scores, queries, heads, keyRows);
    }

    protected override Variable CosineScoresCore(
        Variable queries, Variable keys, Variable strengths, SequenceRows queryRows, SequenceRows keyRows, int heads)
    {
        Graph.Begin("CosineScores");
        Expect(queryRows, keyRows);
        Value q = ByHead(queries, heads), k = ByHead(keys, heads).Transpose(0, 2, 1);
        Value strength = Of(strengths).Reshape(-1, heads, 1).Transpose(1, 0, 2);
        Value scores = q.MatMul(k).Multiply(InverseLengths(k, 1)).Multiply(InverseLengths(q, 2).Multiply(strength));
        return Scores(scores, queries, heads, keyRows);
    }

    /// <summary>[n, H, m] from [H, n, m].</summary>
    private static GraphVariable Scores(Value scores, Variable queries, int heads, SequenceRows keyRows) =>
        Result(scores.Transpose(1, 0, 2), new Shape(queries.Rows, heads, keyRows.Longest));
}
