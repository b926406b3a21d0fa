using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>The JSON of metrics.</summary>
[JsonSerializable(typeof(MetricsRecord))]
internal sealed partial class MetricsJson : JsonSerializerContext
{
    /// <summary>For one record a line.</summary>
    public static MetricsJson Lines => field ??= new(JsonFile.OptionsFor(indented: false));
}
