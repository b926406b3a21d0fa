using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The memory of a trace before and after, and the links at its end where they were kept.</summary>
internal static class MemoryMatrices
{
    private const string Memory = "memory", Links = "links/values";

    /// <summary>The matrices of a trace; none without a memory.</summary>
    public static IEnumerable<InspectionMatrix> Of(EpisodeTrace trace, InspectionScales scales)
    {
        if (trace.Find(Memory) is not { Axes: [var width, var slots], Rows.Count: > 0 } memory)
            yield break;
        ValueScale scale = scales.OfMemory(Memory);
        TracedQuantity? initial = trace.First > 0 ? null : trace.Initial.FirstOrDefault(quantity => quantity.Name == Memory);
        yield return new(
            initial is null ? $"memory after step {memory.Rows[0]}" : "memory before the first step",
            slots.Name, width.Name, Turned((initial ?? memory).Row(0), width.Length, slots.Length), scale);
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"memory after step {memory.Rows[^1]}"),
            slots.Name, width.Name, Turned(memory.Row(memory.Rows.Count - 1), width.Length, slots.Length), scale);
        if (trace.Find(Links) is not { Axes: [var writers, _, { Name: "previous_slot" } from] } links)
            yield break;
        for (int writer = 0; writer < writers.Length; writer++)
        {
            var values = new float[slots.Length, from.Length];
            ReadOnlySpan<float> row = links.Row(links.Rows.Count - 1);
            for (int slot = 0; slot < slots.Length; slot++)
                for (int previous = 0; previous < from.Length; previous++)
                    values[slot, previous] = row[(writer * slots.Length + slot) * from.Length + previous];
            yield return new(
                writers.Length == 1 ? "links at the end" : $"links of {writers.Labels?[writer]}", slots.Name, "slot before", values,
                ValueScale.Weights);
        }
    }

    /// <summary>[slots, width] from [width, slots].</summary>
    private static float[,] Turned(ReadOnlySpan<float> memory, int width, int slots)
    {
        var values = new float[slots, width];
        for (int column = 0; column < width; column++)
            for (int slot = 0; slot < slots; slot++)
                values[slot, column] = memory[column * slots + slot];
        return values;
    }
}
