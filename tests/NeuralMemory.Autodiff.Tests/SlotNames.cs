using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// Which slot of the oracle a slot of the engine is. After a few writes to a blank memory the slots that nobody chose differ by less than
/// rounding: which of them the oracle allocates next is for its rounding to say. Another choice is the same run with the slots' names
/// exchanged.
/// </summary>
internal sealed class SlotNames
{
    private readonly int[][] _oracle;

    /// <summary>Finds, for each sequence, the slot of the oracle that was written like each of the engine's.</summary>
    /// <param name="expected">[T, B, N] the oracle's write weightings.</param>
    /// <param name="actual">The engine's, one [B, 1, N] for each step.</param>
    public SlotNames(GoldenTensor expected, IReadOnlyList<Variable> actual)
    {
        int steps = expected.Shape[0], batch = expected.Shape[1], slots = expected.Shape[2];
        _oracle = [.. Enumerable.Range(0, batch).Select(Match)];

        int[] Match(int b)
        {
            List<int> left = [.. Enumerable.Range(0, slots)];
            var names = new int[slots];
            for (int n = 0; n < slots; n++)
            {
                names[n] = left.MinBy(candidate => Enumerable.Range(0, steps).Max(t => Difference(t, n, candidate)));
                left.Remove(names[n]);
            }

            return names;

            double Difference(int t, int engine, int oracle) =>
                Math.Abs(actual[t].Span[b * slots + engine] - expected.Data[(t * batch + b) * slots + oracle]);
        }
    }

    /// <summary>The oracle's numbers at the engine's slots.</summary>
    /// <param name="tensor">The oracle's.</param>
    /// <param name="sequenceAxis">The dimension that counts sequences.</param>
    /// <param name="slotAxes">The dimensions that count slots.</param>
    public GoldenTensor Rename(GoldenTensor tensor, int sequenceAxis, params int[] slotAxes)
    {
        int[] shape = tensor.Shape;
        return new(shape, [.. Enumerable.Range(0, tensor.Data.Length).Select(i => tensor.Data[Source(i)])]);

        int Source(int index)
        {
            int source = index;
            foreach (int axis in slotAxes)
                source += (_oracle[Coordinate(index, sequenceAxis)][Coordinate(index, axis)] - Coordinate(index, axis)) * Stride(axis);
            return source;
        }

        int Coordinate(int index, int axis) => index / Stride(axis) % shape[axis];

        int Stride(int axis) => shape[(axis + 1)..].Aggregate(1, (product, size) => product * size);
    }
}
