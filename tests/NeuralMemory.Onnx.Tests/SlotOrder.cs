using Microsoft.ML.OnnxRuntime.Tensors;
using NeuralMemory.Machines;

namespace NeuralMemory.Onnx.Tests;

/// <summary>
/// Where the slots of a DNC stand in a model's memory. The least used slot is written next, and slots that nothing has been written to are
/// used alike to the last digits: which of them is taken hangs on rounding, and nothing but their numbers does. So slots that were used
/// alike before a step may have changed places after it, in all quantities together.
/// </summary>
internal sealed class SlotOrder
{
    /// <summary>How far apart the usages of slots are at most that may change places: as far as those of one slot may be.</summary>
    private const float Alike = Differences.Tolerance;

    private static readonly string[] s_telling = ["write/weights", "usage", "memory"];

    private readonly int _slots;
    private readonly int[][] _places;

    private SlotOrder(int slots, int[][] places) => (_slots, _places) = (slots, places);

    /// <summary>For each slot of the native engine the one of the model that is like it.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="native">The state after a step.</param>
    /// <param name="model">The same of the model.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="orderBefore">Where slots stood then; null for in their own places.</param>
    public static SlotOrder Of(
        IMachine machine, MachineState native, IReadOnlyDictionary<string, DenseTensor<float>> model, MachineState before,
        SlotOrder? orderBefore)
    {
        if ((machine.Config is NutmConfig nutm ? nutm.Core : machine.Config) is not DncConfig config)
            return new(0, []);
        int slots = config.Memory.Slots, sequences = native.ShapeOf("usage")[0];
        var places = new int[sequences][];
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            List<int> left = [.. Enumerable.Range(0, slots)];
            places[sequence] = new int[slots];
            for (int slot = 0; slot < slots; slot++)
            {
                // Of those that are nearest the one that it was, so that nothing changes places without need.
                int usual = orderBefore?._places[sequence][slot] ?? slot;
                int place = left.MinBy(
                    other => MathF.Round(Distance(sequence, slot, other) / Differences.Tolerance) + (other == usual ? 0 : 0.1f));
                left.Remove(place);
                places[sequence][slot] = place;
                int was = orderBefore is null ? place : Array.IndexOf(orderBefore._places[sequence], place);
                float one = before["usage"][sequence * slots + slot], other = before["usage"][sequence * slots + was];
                Assert.True(MathF.Abs(one - other) <= Alike, $"slots {slot} and {was} have changed places, with usages {one} and {other}");
            }
        }

        return new(slots, places);

        float Distance(int sequence, int slot, int other) => s_telling.Max(quantity =>
        {
            ReadOnlySpan<float> expected = native[quantity], found = model[quantity].Buffer.Span;
            int rows = expected.Length / native.ShapeOf(quantity)[0] / slots;
            float largest = 0;
            for (int row = sequence * rows; row < (sequence + 1) * rows; row++)
                largest = MathF.Max(largest, MathF.Abs(expected[row * slots + slot] - found[row * slots + other]));
            return largest;
        });
    }

    /// <summary>A quantity of the model with the slots where the native engine has them.</summary>
    public float[] Of(string quantity, DenseTensor<float> tensor)
    {
        float[] numbers = tensor.Buffer.ToArray();
        if (quantity == "reads" || quantity.StartsWith("controller", StringComparison.Ordinal)
            || _places.All(places => places.Index().All(each => each.Index == each.Item)))
            return numbers;
        int sequences = _places.Length, of = numbers.Length / sequences;
        var ordered = new float[numbers.Length];
        for (int at = 0; at < numbers.Length; at++)
        {
            int[] places = _places[at / of];
            int column = places[at % _slots], row = at / _slots;
            // Links have slots in rows, too.
            if (tensor.Rank == 4)
                row += places[row % _slots] - row % _slots;
            ordered[at] = numbers[row * _slots + column];
        }

        return ordered;
    }
}
