using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>
/// What a run left, as JSON that is small and can be compared: of many numbers a hash of their bits, and their root mean square for
/// machines that compute other bits. Nothing depends on the wall clock.
/// </summary>
internal static class RunRecord
{
    /// <summary>The name of a hash, which says nothing where the arithmetic is another.</summary>
    public const string Bits = "bits";

    private const string Memory = "initial/memory";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static JsonArray Of(IEnumerable<MetricsRecord> metrics) =>
    [
        .. metrics.Select(record => new JsonObject
        {
            ["step"] = record.Step,
            ["sequences"] = record.Sequences,
            ["split"] = record.Split,
            ["values"] = Of(record.Values),
        }),
    ];

    public static JsonObject Of(Checkpoint checkpoint)
    {
        JsonObject state = (JsonObject)JsonNode.Parse(checkpoint.State)!, tensors = [];
        // The length of the metrics goes with the digits of the seconds in them.
        state.Remove("seconds");
        state.Remove("metrics_length");
        // Older versions did not save a random memory, which is not trained; CheckpointCodecTests look at it.
        bool isTrained = checkpoint.Optimizer.Any(tensor => tensor.Name.EndsWith("/" + Memory, StringComparison.Ordinal));
        foreach (NamedArray tensor in checkpoint.Weights.Where(tensor => isTrained || tensor.Name != Memory).Concat(checkpoint.Optimizer))
            tensors[$"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"] = Numbers(tensor.Data.Span);
        return new() { ["step"] = checkpoint.Step, ["state"] = state, ["tensors"] = tensors };
    }

    public static JsonObject Of(EvaluationResult result) => new()
    {
        ["step"] = result.Step,
        ["sequences"] = result.Sequences,
        ["slots"] = result.Slots,
        ["episodes"] = result.Episodes,
        ["metrics"] = Of(result.Metrics),
    };

    public static JsonObject Of(EpisodeRecording recording)
    {
        JsonObject heads = [], panels = [];
        foreach (HeadRecording head in recording.Heads)
        {
            heads[head.Name] = new JsonObject
            {
                ["slot"] = new JsonObject { [Bits] = string.Join(' ', head.Slot) },
                ["weight"] = Numbers(head.Weight),
            };
        }

        foreach (PanelRecording panel in recording.Panels)
            panels[panel.Name] = Numbers(panel.Values);
        return new()
        {
            ["slots"] = recording.Slots,
            ["steps"] = recording.Steps,
            ["answers"] = recording.ScoredAnswers,
            ["inputs"] = Numbers(recording.Inputs),
            ["targets"] = Numbers(recording.Targets),
            ["outputs"] = Numbers(recording.Outputs),
            ["heads"] = heads,
            ["panels"] = panels,
        };
    }

    /// <summary>As it is read from a file.</summary>
    public static JsonNode Portable(JsonNode record) => JsonNode.Parse(record.ToJsonString())!;

    /// <summary>The text of a file: each innermost object is a line.</summary>
    public static string ToText(JsonNode record) => Regex.Replace(
        record.ToJsonString(Indented), @"\{[^{}\[\]]*\}", inner => Regex.Replace(inner.Value, @"\s*\n\s*", " ")) + "\n";

    private static JsonObject Of(IReadOnlyList<MetricValue> values)
    {
        JsonObject result = [];
        foreach ((string name, double value) in values)
            result[name] = double.IsFinite(value) ? value : value.ToString();
        return result;
    }

    private static JsonObject Numbers(float[,] values) => Numbers(MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length));

    private static JsonObject Numbers(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float x in values)
            sum += (double)x * x;
        return new()
        {
            [Bits] = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16],
            ["size"] = Math.Sqrt(sum / values.Length),
        };
    }
}
