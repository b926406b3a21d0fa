using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Ways to call <see cref="Tape.FastWeights(FastWeightInputs, SequenceRows, FastWeightRule, Variable?)"/>.</summary>
internal static class FastWeightCases
{
    public static PrimitiveCase[] All { get; } =
    [
        // Every rule, from nothing, over ragged sequences, with a row that belongs to none.
        Whole(heads: 2, keys: 5, values: 3, erases: false, decays: false),
        Whole(heads: 1, keys: 4, values: 19, erases: true, decays: false),
        Whole(heads: 3, keys: 3, values: 2, erases: true, decays: true),
        Whole(heads: 2, keys: 1, values: 1, erases: false, decays: true),
        // From a memory, which more sequences have than go on.
        new(
            [.. Inputs(6, 2, 3, 4, decays: true), (new(4, 2, 3, 4), Domain.Any)],
            (t, x) => [t.FastWeights(Of(x, decays: true), Rows(1, 2, 3), new(2, Erases: true), x[5], out Variable next), next]),
        new(
            [.. Inputs(3, 1, 4, 17, decays: false), (new(3, 1, 4, 17), Domain.Any)],
            (t, x) =>
            {
                Variable read = t.FastWeights(Of(x, decays: false), Step(3), new(1, Erases: true), x[4], out Variable next);
                FastWeightInputs again = Of(x, decays: false) with { Values = read };
                return [read, t.FastWeights(again, Step(3), new(1, Erases: false), next)];
            }),
    ];

    /// <summary>Queries, keys, values and strengths, and perhaps decays.</summary>
    public static (Shape Shape, Domain Domain)[] Inputs(int rows, int heads, int keys, int values, bool decays)
    {
        (Shape, Domain)[] all =
        [
            (new(rows, heads * keys), Domain.Any), (new(rows, heads * keys), Domain.Any), (new(rows, heads * values), Domain.Any),
            (new(rows, heads), Domain.Unit), (new(rows, heads), Domain.Unit),
        ];
        return decays ? all : all[..^1];
    }

    public static FastWeightInputs Of(Variable[] x, bool decays) => new(x[0], x[1], x[2], x[3], decays ? x[4] : null);

    /// <summary>The rows of a batch of sequences of these lengths, the longest of them first.</summary>
    public static SequenceRows Rows(params int[] lengths)
    {
        var batch = new SequenceBatch();
        batch.Reshape(lengths, 1, 1);
        return new SequenceRows().OfBatch(batch);
    }

    private static SequenceRows Step(int sequences) => new SequenceRows().OfStep(sequences);

    private static PrimitiveCase Whole(int heads, int keys, int values, bool erases, bool decays) => new(
        Inputs(9, heads, keys, values, decays),
        (t, x) => [t.FastWeights(Of(x, decays), Rows(5, 1, 2), new(heads, erases))]);
}
