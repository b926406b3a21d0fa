using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// The primitives of attention on ragged sequences of a packed batch: rows of one sequence do not lie together, and some tensors have rows
/// that belong to none.
/// </summary>
internal static class AttentionCases
{
    public static Dictionary<string, PrimitiveCase[]> All { get; } = new()
    {
        [nameof(Tape.Attention)] =
        [
            Fused([3, 2, 1], [3, 2, 1], new(1, 0.7f, AttentionMask.Causal), width: 3, valueWidth: 5),
            Fused([3, 1], [4, 9, 2], new(2, 0.5f), width: 6, valueWidth: 4, more: 1),
            Fused([5, 3], [5, 7], new(2, 0.5f, new(IsCausal: true, Window: 2), Alibi: true), width: 4, valueWidth: 2),
            Fused([5, 3], [5, 4], new(1, 1, new(Window: 2)), width: 2, valueWidth: 3),
            // More than a block of queries and of keys, and a window that leaves out whole blocks.
            Fused([37], [70], new(1, 0.4f, AttentionMask.Causal), width: 2, valueWidth: 1),
            Fused([34, 2], [66, 131], new(1, 0.4f, new(IsCausal: true, Window: 3)), width: 1, valueWidth: 2),
        ],
        [nameof(Tape.DotScores)] =
        [
            Scores([2, 1], [3, 5, 1], width: 6, (t, x, q, k) => t.DotScores(x[0], x[1], q, k, 2, 0.6f)),
            Scores([3], [2], width: 9, (t, x, q, k) => t.DotScores(x[0], x[1], q, k, 1, 1), more: 2),
        ],
        [nameof(Tape.AdditiveScores)] =
        [
            Scores([2, 1], [3, 5, 1], width: 6, (t, x, q, k) => t.AdditiveScores(x[0], x[1], x[2], q, k, 2), extra: new(6)),
            Scores([3], [2], width: 9, (t, x, q, k) => t.AdditiveScores(x[0], x[1], x[2], q, k, 1), more: 2, new Shape(1, 9)),
        ],
        [nameof(Tape.CosineScores)] =
        [
            Scores([2, 1], [3, 5, 1], width: 6, (t, x, q, k) => t.CosineScores(x[0], x[1], x[2], q, k, 2), extra: new(3, 2)),
            Scores([3], [2], width: 9, (t, x, q, k) => t.CosineScores(x[0], x[1], x[2], q, k, 1), more: 2, new Shape(5, 1, 1)),
        ],
        [nameof(Tape.AttentionWeights)] =
        [
            Weights([3, 2], [3, 7, 1], heads: 2, (t, x, q, k) => t.AttentionWeights(x[0], q, k, AttentionMask.Causal, alibi: true)),
            Weights([3, 4], [11, 2], heads: 1, (t, x, q, k) => t.AttentionWeights(x[0], q, k), more: 1),
            Weights([3, 2], [9, 4], heads: 2, (t, x, q, k) => t.AttentionWeights(x[0], q, k, normalization: Normalization.TopK(3))),
            Weights([5, 2], [5, 4], heads: 1, (t, x, q, k) => t.AttentionWeights(
                x[0], q, k, new(IsCausal: true, Window: 4), normalization: Normalization.TopK(2))),
            // Both engines draw the same; without a reward there is no gradient.
            Weights([1, 1, 1], [9, 4, 2], heads: 2, (t, x, q, k) => t.AttentionWeights(
                x[0], q, k, new(IsCausal: true, Window: 3), normalization: Normalization.Sampled)),
        ],
        [nameof(Tape.LocalWeights)] =
        [
            Local([2, 1], [3, 9], heads: 2, window: 2), Local([1, 1], [5, 1], heads: 1, window: 1), Local([2], [7], heads: 1, window: 4),
        ],
        [nameof(Tape.WeightedSum)] =
        [
            Sum([2, 1], [3, 5, 1], heads: 2, width: 6), Sum([3], [10], heads: 1, width: 9, more: 1),
            Sum([1, 1], [1, 1], heads: 3, width: 3),
        ],
    };

    /// <summary>Sequences of these lengths, packed by time, the longest first; of equal ones in the given order.</summary>
    public static SequenceRows Rows(params ReadOnlySpan<int> lengths)
    {
        var batch = new SequenceBatch();
        batch.Reshape(lengths, 1, 1);
        return new SequenceRows().OfBatch(batch);
    }

    private static PrimitiveCase Fused(int[] queries, int[] keys, AttentionRule rule, int width, int valueWidth, int more = 0)
    {
        SequenceRows q = Rows(queries), k = Rows(keys);
        return new(
            [(new(q.Total + more, width), Domain.Any), (new(k.Total, width), Domain.Any), (new(k.Total, valueWidth), Domain.Any)],
            (t, x) => [t.Attention(x[0], x[1], x[2], q, k, rule)]);
    }

    private static PrimitiveCase Scores(
        int[] queries, int[] keys, int width, Func<Tape, Variable[], SequenceRows, SequenceRows, Variable> call, int more = 0,
        Shape? extra = null)
    {
        SequenceRows q = Rows(queries), k = Rows(keys);
        (Shape, Domain)[] inputs = [(new(q.Total + more, width), Domain.Any), (new(k.Total, width), Domain.Any)];
        return new(extra is { } shape ? [.. inputs, (shape, Domain.Any)] : inputs, (t, x) => [call(t, x, q, k)]);
    }

    private static PrimitiveCase Weights(
        int[] queries, int[] keys, int heads, Func<Tape, Variable[], SequenceRows, SequenceRows, Variable> call, int more = 0)
    {
        SequenceRows q = Rows(queries), k = Rows(keys);
        return new([(new(q.Total + more, heads, k.Longest), Domain.Any)], (t, x) => [call(t, x, q, k)]);
    }

    /// <summary>Centres from 0 to 1, which every sequence of keys has in reach.</summary>
    private static PrimitiveCase Local(int[] queries, int[] keys, int heads, int window)
    {
        SequenceRows q = Rows(queries), k = Rows(keys);
        return new(
            [(new(q.Total, heads, k.Longest), Domain.Any), (new(q.Total, heads), Domain.Unit)],
            (t, x) => [t.LocalWeights(x[0], x[1], q, k, window)]);
    }

    private static PrimitiveCase Sum(int[] queries, int[] keys, int heads, int width, int more = 0)
    {
        SequenceRows q = Rows(queries), k = Rows(keys);
        return new(
            [(new(q.Total + more, heads, k.Longest), Domain.Distribution), (new(k.Total, width), Domain.Any)],
            (t, x) => [t.WeightedSum(x[0], x[1], q, k)]);
    }
}
