using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Sparse links as tests need them: made, and read as the dense matrices that they stand for.</summary>
internal static class SparseRows
{
    /// <summary>Slots of entries: those of row i are the K slots after i, around the circle; of K = N, one is free.</summary>
    public static Variable Circulant(Tape tape, Shape shape)
    {
        int slots = shape[2], entries = shape[3];
        var result = new Real[shape.Count];
        Array.Fill(result, -1);
        for (int row = 0; row < shape.Count / entries; row++)
        {
            int[] columns =
                [.. Enumerable.Range(1, Math.Min(entries, slots - 1)).Select(offset => (row % slots + offset) % slots).Order()];
            for (int k = 0; k < columns.Length; k++)
                result[row * entries + entries - columns.Length + k] = columns[k];
        }

        return Untracked.Constant(tape, result, shape);
    }

    /// <summary>The place of each entry in dense matrices [B, V, N, N]; -1 for those that are free.</summary>
    public static int[] Places(Variable slots)
    {
        int count = slots.Shape[2], entries = slots.Shape[3];
        return [.. slots.Span.ToArray().Select((slot, i) => slot < 0 ? -1 : i / entries * count + (int)slot)];
    }

    /// <summary>The matrices [B, V, N, N] of values or of their gradients; 0 where there is no entry.</summary>
    public static Real[] Dense(Variable slots, ReadOnlySpan<Real> values)
    {
        int[] places = Places(slots);
        var dense = new Real[slots.Shape.Count / slots.Shape[3] * slots.Shape[2]];
        for (int i = 0; i < places.Length; i++)
            if (places[i] >= 0)
                dense[places[i]] += values[i];
        return dense;
    }

    /// <summary>Numbers [B, V, N, N] at the places of the entries; 0 for those that are free.</summary>
    public static T[] Sparse<T>(Variable slots, T[] dense) where T : struct =>
        [.. Places(slots).Select(place => place < 0 ? default : dense[place])];

    /// <summary>Whether every row lists free entries first, then different slots in ascending order, and not its own.</summary>
    public static bool AreInOrder(Variable slots) =>
        slots.Span.ToArray().Chunk(slots.Shape[3]).Select((row, i) => (Row: i % slots.Shape[2], Slots: row)).All(line =>
            line.Slots.Zip(line.Slots.Skip(1)).All(pair => pair.First < pair.Second || (pair.First == -1 && pair.Second == -1))
            && line.Slots.All(slot => slot == -1 || (slot >= 0 && slot < slots.Shape[2] && slot != line.Row)));
}
