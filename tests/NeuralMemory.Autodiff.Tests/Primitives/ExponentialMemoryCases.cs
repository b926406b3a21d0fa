using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// The matrix and the scalar memory on ragged sequences. States go only into the memory again: alone they depend on how they are
/// stabilised, which nothing is differentiated through.
/// </summary>
internal static class ExponentialMemoryCases
{
    public static Dictionary<string, PrimitiveCase[]> All { get; } = new()
    {
        [nameof(Tape.MatrixMemory)] =
        [
            Matrix([3, 2, 1], new(2), width: 6, valueWidth: 10), Matrix([5], new(1, ForgetGate.Exponential), width: 3, valueWidth: 1),
            // More than two chunks, and whole vectors.
            Matrix([37, 16, 17], new(1), width: 8, valueWidth: 16, more: 2), Matrix([33], new(2), width: 34, valueWidth: 6),
            MatrixFrom([19, 3, 1], new(2), width: 6, valueWidth: 4),
            MatrixFrom([2, 2], new(1, ForgetGate.Exponential), width: 5, valueWidth: 17),
        ],
        [nameof(Tape.ScalarMemory)] =
        [
            Scalar([3, 2, 1], units: 6, heads: 2), Scalar([4, 4, 4, 2, 1], units: 9, heads: 1, more: 2),
            Scalar([4, 2], units: 18, heads: 2, ForgetGate.Exponential), Scalar([5, 1], units: 5, heads: null),
            Scalar([3], units: 17, heads: null, ForgetGate.Exponential),
            ScalarFrom([4, 3, 1], units: 6, heads: 3), ScalarFrom([3, 1], units: 9, heads: null),
        ],
    };

    private static PrimitiveCase Matrix(int[] lengths, MatrixMemoryRule rule, int width, int valueWidth, int more = 0)
    {
        SequenceRows rows = AttentionCases.Rows(lengths);
        return new(MatrixInputs(rows.Total + more, rule, width, valueWidth), (t, x) => [t.MatrixMemory(x[0], x[1], x[2], x[3], rows, rule)]);
    }

    /// <summary>All steps from a state on, and one more from where they end; with a look at what happened, which changes nothing.</summary>
    private static PrimitiveCase MatrixFrom(int[] lengths, MatrixMemoryRule rule, int width, int valueWidth)
    {
        SequenceRows rows = AttentionCases.Rows(lengths), step = new SequenceRows().OfStep(lengths.Length);
        int heads = rule.Heads, keys = width / heads, values = valueWidth / heads, sequences = lengths.Length;
        return new(
            [
                .. MatrixInputs(rows.Total, rule, width, valueWidth), (new(sequences + 1, heads, keys, values), Domain.Any),
                (new(sequences, heads, keys), Domain.Any),
            ],
            (t, x) =>
            {
                MatrixMemoryState start = new(x[4], x[5], t.Fill(new(sequences, heads), (Real)0.3));
                Variable reads = t.MatrixMemory(
                    x[0], x[1], x[2], x[3], rows, rule, start, out MatrixMemoryState end, looksAtMemory: true, out _);
                return [reads, t.MatrixMemory(x[1], x[0], x[2], x[3], step, rule, end, out _)];
            });
    }

    private static (Shape, Domain)[] MatrixInputs(int rows, MatrixMemoryRule rule, int width, int valueWidth) =>
    [
        (new(rows, width), Domain.Any), (new(rows, width), Domain.Any), (new(rows, valueWidth), Domain.Any),
        (new(rows, 2 * rule.Heads), Domain.Any),
    ];

    private static PrimitiveCase Scalar(
        int[] lengths, int units, int? heads, ForgetGate forget = ForgetGate.Sigmoid, int more = 0)
    {
        SequenceRows rows = AttentionCases.Rows(lengths);
        return new(
            ScalarInputs(rows.Total + more, units, heads), (t, x) => [t.ScalarMemory(x[0], heads is null ? null : x[1], rows, forget)]);
    }

    private static PrimitiveCase ScalarFrom(int[] lengths, int units, int? heads)
    {
        SequenceRows rows = AttentionCases.Rows(lengths), step = new SequenceRows().OfStep(lengths.Length);
        Shape state = new(lengths.Length, units);
        return new(
            [(state, Domain.Any), (state, Domain.Any), (state, Domain.AboveOne), .. ScalarInputs(rows.Total, units, heads)],
            (t, x) =>
            {
                Variable? recurrent = heads is null ? null : x[4];
                ScalarMemoryState start = new(x[0], x[1], x[2], t.Fill(state, (Real)0.3));
                Variable hidden = t.ScalarMemory(
                    x[3], recurrent, rows, ForgetGate.Sigmoid, start, out ScalarMemoryState end, out _);
                return [hidden, t.ScalarMemory(x[3], recurrent, step, ForgetGate.Sigmoid, end, out _)];
            });
    }

    private static (Shape, Domain)[] ScalarInputs(int rows, int units, int? heads)
    {
        (Shape, Domain) gates = (new(rows, 4 * units), Domain.Any);
        return heads is { } count ? [gates, (new(count, units / count, 4 * units / count), Domain.Any)] : [gates];
    }
}
