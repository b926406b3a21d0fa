using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

internal static partial class PrimitiveCases
{
    /// <summary>What works number by number and row by row.</summary>
    private static Dictionary<string, PrimitiveCase[]> OfRows() => new()
    {
        [nameof(Tape.Add)] = Pairs((t, a, b) => t.Add(a, b)),
        [nameof(Tape.Multiply)] = Pairs((t, a, b) => t.Multiply(a, b)),
        [nameof(Tape.Bilinear)] =
        [
            new([(new(3, 5), Domain.Any), (new(2, 3), Domain.Any), (new(2, 2, 2), Domain.Any)],
                (t, x) => [t.Bilinear(t.Parameters.Items[0], x[0], x[1], x[2])], s => s.Linear("layer", 35, 5, new())),
            new([(new(2, 9), Domain.Any)], (t, x) => [t.Bilinear(t.Parameters.Items[0], x[0], x[0])],
                s => s.Linear("layer", 81, 19, new(), bias: false)),
        ],
        [nameof(Tape.Spread)] =
        [
            new([(new(2, 3, 9), Domain.Any), (new(18), Domain.Any), (new(3, 6), Domain.Any)], (t, x) => [t.Spread(x[0], x[1], x[2])]),
            new([(new(4, 1, 5), Domain.Any), (new(2, 4), Domain.Any)], (t, x) => [t.Spread(x[0], null, x[1])]),
        ],
        [nameof(Tape.BlockLinear)] =
        [
            new([(new(7, 24), Domain.Any), (new(6, 4, 4), Domain.Any), (new(24), Domain.Any)], (t, x) => [t.BlockLinear(x[0], x[1], x[2])]),
            new([(new(3, 27), Domain.Any), (new(9, 3, 5), Domain.Any)], (t, x) => [t.BlockLinear(x[0], x[1])]),
            new([(new(5, 38), Domain.Any), (new(2, 19, 18), Domain.Any)], (t, x) => [t.BlockLinear(x[0], x[1])]),
        ],
        [nameof(Tape.Sigmoid)] = [new([(new(3, 7), Domain.Any)], (t, x) => [t.Sigmoid(x[0])])],
        [nameof(Tape.Relu)] = [new([(new(3, 7), Domain.Any)], (t, x) => [t.Relu(x[0])])],
        [nameof(Tape.Gelu)] = [new([(new(3, 37), Domain.Any)], (t, x) => [t.Gelu(x[0])])],
        [nameof(Tape.Silu)] = [new([(new(3, 37), Domain.Any)], (t, x) => [t.Silu(x[0])])],
        [nameof(Tape.CausalConvolution)] =
        [
            new([(new(7, 19), Domain.Any), (new(3, 19), Domain.Any)], (t, x) => [t.CausalConvolution(x[0], x[1], Packed([4, 2]))]),
            new([(new(6, 3), Domain.Any), (new(4, 3), Domain.Any), (new(4, 3, 3), Domain.Any)], (t, x) =>
                [t.CausalConvolution(x[0], x[1], Packed([1, 2, 3]), x[2], out Variable next), next]),
            new([(new(3, 37), Domain.Any), (new(2, 37), Domain.Any), (new(3, 1, 37), Domain.Any)], (t, x) =>
            {
                SequenceRows rows = new SequenceRows().OfStep(3);
                Variable y = t.CausalConvolution(x[0], x[1], rows, x[2], out Variable next);
                return [y, t.CausalConvolution(y, x[1], rows, next, out Variable last), last];
            }),
        ],
        [nameof(Tape.FastWeights)] = FastWeightCases.All,
        [nameof(Tape.GatherRows)] =
        [
            new([(new(4, 9), Domain.Any)], (t, x) => [t.GatherRows(x[0], [3, 0, 0, 2, 3, 3])]),
            new([(new(3, 2, 2), Domain.Any)], (t, x) => [t.GatherRows(x[0], [1])]),
        ],
        [nameof(Tape.Lookup)] =
        [
            new([(new(5, 3), Domain.Any)], (t, x) => [t.Add(x[0], t.Lookup(t.Parameters.Items[0], [3, -1, 0, 3, -1]))],
                s => s.Tensor("table", new(4, 3), (_, _) => 0)),
            new([(new(2, 9), Domain.Any)], (t, x) => [t.Add(x[0], t.Lookup(t.Parameters.Items[0], [2, 1]))],
                s => s.Tensor("table", new(3, 9), (_, _) => 0)),
        ],
        [nameof(Tape.Append)] =
        [
            new([(new(2, 5), Domain.Any)], (t, x) => [t.Append(null, x[0])]),
            new([(new(3, 2, 5), Domain.Any), (new(2, 5), Domain.Any)], (t, x) => [t.Append(x[0], x[1])]),
            new([(new(2, 1, 9), Domain.Any), (new(2, 9), Domain.Any)], (t, x) => [t.Append(t.Append(x[0], x[1]), x[1])]),
        ],
        [nameof(Tape.Rotate)] =
        [
            new([(new(6, 12), Domain.Any)], (t, x) => [t.Rotate(x[0], Packed([3, 2]), heads: 2)]),
            new([(new(3, 18), Domain.Any)], (t, x) => [t.Rotate(x[0], new SequenceRows().OfStep(3), heads: 1, offset: 7)]),
        ],
    };

    private static PrimitiveCase[] Pairs(Func<Tape, Variable, Variable, Variable> combine) =>
    [
        new([(new(3, 7), Domain.Any), (new(3, 7), Domain.Any)], (t, x) => [combine(t, x[0], x[1])]),
        new([(new(4, 17), Domain.Any), (new(3, 17), Domain.Any)], (t, x) => [combine(t, x[0], x[1])]),
        new([(new(2, 2, 3), Domain.Any), (new(3, 6), Domain.Any)], (t, x) => [combine(t, x[0], x[1])]),
        new([(new(2, 5), Domain.Any)], (t, x) => [combine(t, x[0], x[0])]),
    ];

    /// <summary>The rows of a batch of sequences of these lengths.</summary>
    private static SequenceRows Packed(int[] lengths) => new SequenceRows().OfBatch(BatchOf(lengths));

    private static SequenceBatch BatchOf(int[] lengths)
    {
        var batch = new SequenceBatch();
        batch.Reshape(lengths, 1, 1);
        return batch;
    }
}
