using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The memory of a trace, and the step that wrote each slot, as part of <see cref="InspectionData"/>.</summary>
internal static class MemoryData
{
    private const int MostBytes = 300_000, MostRows = InspectionData.MostRows;

    /// <summary>Writes it; nothing for a machine without a memory.</summary>
    public static void Write(Utf8JsonWriter json, EpisodeTrace trace)
    {
        if (trace.Find("memory") is not { Axes: [var width, var slots], Rows.Count: > 0 } memory)
            return;
        ValueScale scale = new InspectionScales([trace]).OfMemory(memory.Name);
        int group = HeatMap.GroupOf(slots.Length, MostRows), rows = (slots.Length + group - 1) / group;
        int every = Math.Max(1, HeatMap.GroupOf(memory.Rows.Count * rows * width.Length, MostBytes));
        int[] kept = [.. Enumerable.Range(0, memory.Rows.Count).Where(row => row % every == 0 || row == memory.Rows.Count - 1)];
        json.WriteStartObject("memory");
        json.WriteNumber("rows", rows);
        json.WriteNumber("columns", width.Length);
        json.WriteNumber("slots", slots.Length);
        json.WriteNumber("group", group);
        json.WriteNumber("low", scale.Low);
        json.WriteNumber("high", scale.High);
        InspectionData.Numbers(json, "steps", kept.Select(row => memory.Rows[row]));
        json.WriteBase64String("levels", [.. kept.SelectMany(row => Frame(memory, row, width.Length, slots.Length, scale))]);
        if (trace.First == 0 && trace.Initial.FirstOrDefault(quantity => quantity.Name == memory.Name) is { } initial)
            json.WriteBase64String("before", Frame(initial, 0, width.Length, slots.Length, scale));
        Writers(json, trace, slots.Length, group, rows);
        json.WriteEndObject();
    }

    /// <summary>[rows, width] the levels of a memory [width, slots].</summary>
    private static byte[] Frame(TracedQuantity memory, int row, int width, int slots, ValueScale scale)
    {
        var values = new float[width, slots];
        Buffer.BlockCopy(memory.Row(row).ToArray(), 0, values, 0, width * slots * sizeof(float));
        float[,] pooled = HeatMap.Pooled(values, int.MaxValue, MostRows);
        var levels = new byte[pooled.Length];
        for (int slot = 0; slot < pooled.GetLength(1); slot++)
            for (int column = 0; column < width; column++)
                levels[slot * width + column] = InspectionData.Level(scale, pooled[column, slot]);
        return levels;
    }

    /// <summary>
    /// The changes of who wrote each row, step by step, and how much of those writes is left; of slots that are put together the one of
    /// which the most is left.
    /// </summary>
    private static void Writers(Utf8JsonWriter json, EpisodeTrace trace, int slots, int group, int rows)
    {
        TracedHead[] heads = [.. TracedHead.Of(trace).Where(head => head.IsWriter)];
        if (heads.Length == 0)
            return;
        SlotWriters writers = new(slots);
        var writer = new int[rows];
        Array.Fill(writer, SlotWriters.Nobody);
        var left = new byte[trace.Steps * rows];
        json.WriteStartArray("writers");
        for (int step = 0; step < trace.Steps; step++)
        {
            foreach (TracedHead head in heads)
                if (head.WeightsAt(trace, trace.First + step) is { Length: > 0 } weights)
                    writers.Write(trace.First + step, weights);
            json.WriteStartArray();
            for (int row = 0; row < rows; row++)
            {
                int most = Enumerable.Range(row * group, Math.Min(group, slots - row * group)).MaxBy(slot => writers.Left[slot]);
                left[step * rows + row] = (byte)Math.Round(255 * Math.Clamp(writers.Left[most], 0, 1));
                if (writers.Steps[most] == writer[row])
                    continue;
                writer[row] = writers.Steps[most];
                json.WriteNumberValue(row);
                json.WriteNumberValue(writer[row]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBase64String("left", left);
    }
}
