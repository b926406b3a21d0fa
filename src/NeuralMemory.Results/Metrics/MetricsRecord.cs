using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>One line of <c>metrics.jsonl</c>.</summary>
public sealed record MetricsRecord
{
    /// <summary>Training steps finished when this was measured.</summary>
    public required long Step { get; init; }

    /// <summary>Training sequences seen when this was measured.</summary>
    public required long Sequences { get; init; }

    /// <summary>What was measured on: <c>train</c>, <c>evaluation</c>, or a name of the experiment's choosing.</summary>
    public required string Split { get; init; }

    /// <summary>What was measured, in order; names are unique.</summary>
    [JsonConverter(typeof(MetricValuesConverter))]
    public required IReadOnlyList<MetricValue> Values { get; init; }

    /// <summary>
    /// Wall-clock speed of training since the line before; null where no training is measured. Like <see cref="Seconds"/> it differs
    /// between a run and its repetition; hence the two are the last fields.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SequencesPerSecond { get; init; }

    /// <summary>Seconds of wall-clock time since training began, over all resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>The value called <paramref name="name"/>, or null.</summary>
    public double? this[string name] => MetricValue.Find(Values, name);

    /// <summary>
    /// Whether everything but <see cref="Seconds"/> and <see cref="SequencesPerSecond"/> is the same, every number to the bit: what a
    /// resumed run must reproduce.
    /// </summary>
    public bool HasSameContentAs(MetricsRecord other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Step == other.Step && Sequences == other.Sequences && Split == other.Split && Values.Count == other.Values.Count
            && Values.Zip(other.Values).All(pair => pair.First.Name == pair.Second.Name
                && BitConverter.DoubleToInt64Bits(pair.First.Value) == BitConverter.DoubleToInt64Bits(pair.Second.Value));
    }
}
