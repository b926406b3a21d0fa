using NeuralMemory.Machines;

namespace NeuralMemory.Onnx.Tests;

/// <summary>
/// The order in which a head of a sparse memory has the slots that it read. Those found by content stand by their weights: words that one
/// write gave to two slots, more to one and less to the other, look the same to every key, and which comes first hangs on rounding. So a
/// head's entries are compared in the order of their slots, and once more as they stand, their weights alone: then those of slots that have
/// changed places are as near as the weights of one slot must be.
/// </summary>
internal static class EntryOrder
{
    private const string Slots = "read/slots", Weights = "read/top";

    /// <summary>Whether a quantity has the entries' slots.</summary>
    public static bool Has(string quantity) => quantity == Slots;

    /// <summary>Compares slots and their weights.</summary>
    /// <param name="what">Where it stands.</param>
    /// <param name="machine">The machine: it says how many entries a head found by content.</param>
    /// <param name="native">What the native engine has.</param>
    /// <param name="model">What a model has, by quantity.</param>
    public static void Check(string what, IMachine machine, MachineState native, Func<string, float[]> model)
    {
        (SparseMemoryConfig memory, int parts) = machine.Config switch
        {
            SdncConfig sdnc => (sdnc.Memory, 3),
            SamConfig sam => (sam.Memory, 1),
            _ => throw new ArgumentException($"{machine.Config.Kind} has no entries", nameof(machine)),
        };
        int most = Math.Min(memory.Top, memory.Slots), content = parts == 3 ? 1 : 0;
        float[] expected = [.. native[Slots]], found = model(Slots), weights = [.. native[Weights]], foundWeights = model(Weights);
        Assert.Equal(expected.Length, found.Length);
        for (int first = 0; first < expected.Length; first += most)
        {
            // What links lead to stands in the order of the slots as it is.
            if (first / most % parts != content)
                continue;
            Array.Sort(expected, weights, first, most);
            Array.Sort(found, foundWeights, first, most);
        }

        Differences.Check($"{Slots} of {what}, in order", expected, found);
        Differences.Check($"{Weights} of {what}, in the slots' order", weights, foundWeights);
    }
}
