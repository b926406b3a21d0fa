namespace NeuralMemory.Autodiff.Tests;

/// <summary>Product keys.</summary>
internal static partial class PrimitiveCases
{
    private static Dictionary<string, PrimitiveCase[]> OfLater() => Join(OfRows(), OfStacks(), OfPrograms(), OfProductKeys(), OfSparse());

    private static Dictionary<string, PrimitiveCase[]> OfProductKeys() => new()
    {
        [nameof(Tape.ProductKeyWeights)] = [Keys(1, 3, 1, 2), Keys(2, 5, 3, 8), Keys(3, 9, 9, 34)],
        [nameof(Tape.WeightedRows)] =
        [
            new([(new(Batch, Heads, 3), Domain.Distribution)],
                (t, x) => [t.WeightedRows(t.Parameters.Items[0], x[0], t.Constant([4, 0, 4, 2, 8, 8], new(Batch, Heads, 3)))],
                s => s.Tensor("table", new(Slots, 19), (stream, _) => (Real)stream.NextDouble(-1, 1))),
        ],
    };

    private static PrimitiveCase Keys(int heads, int keys, int top, int width) => new(
        [
            (new(Batch, heads * width), Domain.Any), (new(heads, keys, width / 2), Domain.Any), (new(heads, keys, width / 2), Domain.Any),
        ],
        (t, x) => [t.ProductKeyWeights(x[0], x[1], x[2], top).Weights]);
}
