using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>One document in <c>evaluations/</c>: a trained machine measured at one setting of the task and the memory.</summary>
public sealed record Evaluation
{
    /// <summary>The name of the one that ends a run.</summary>
    public const string Final = "final";

    /// <summary>What the names of those begin with that end a run at the points of its grid.</summary>
    public const string GridPrefix = "grid_";

    /// <summary>The document's name and, with <c>.json</c>, its file's: letters, digits, '.', '-', '_' and '='.</summary>
    public required string Name { get; init; }

    /// <summary>The training step of the checkpoint that was measured.</summary>
    public required long Step { get; init; }

    /// <summary>Training sequences seen at that step.</summary>
    public required long Sequences { get; init; }

    /// <summary>The task's parameters as evaluated, in order: numbers, ranges as [low, high], or words.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>Memory slots of the machine as evaluated; null if it has no memory.</summary>
    public int? Slots { get; init; }

    /// <summary>How many episodes were measured.</summary>
    public required int Episodes { get; init; }

    /// <summary>
    /// What they are for: <c>test</c> where nothing was chosen by them, <c>selection</c> where the stop rule and the best checkpoint look
    /// at them, <c>training</c> for lines of a corpus that were trained on. Null, and not written, for others than the config's, and in
    /// documents of versions that did not say.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Split { get; init; }

    /// <summary>The root of the episodes; null, and not written, in documents of versions that did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    /// <summary>How many of them had nothing to score, and count in no metric; null, and not written, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Unscored { get; init; }

    /// <summary>
    /// What all of them share, for the task draws it once: of that there is one independent draw. Null, and not written, for nothing: then
    /// each episode is drawn anew.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? DrawnOnce { get; init; }

    /// <summary>What computed it; null, and not written, for the program's own engine.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Engine { get; init; }

    /// <summary>
    /// How many answers were kept side by side where the machine's own answer came back to it, 1 for the most probable symbol at once;
    /// null, and not written, where it did not.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Beam { get; init; }

    /// <summary>What was measured, in order; names are unique.</summary>
    [JsonConverter(typeof(MetricValuesConverter))]
    public required IReadOnlyList<MetricValue> Metrics { get; init; }

    /// <summary>The value called <paramref name="metric"/>, or null.</summary>
    public double? this[string metric] => MetricValue.Find(Metrics, metric);
}
