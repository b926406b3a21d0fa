using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>The JSON of a run's status, environment and origin.</summary>
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(RunEnvironment))]
[JsonSerializable(typeof(RunOrigin))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>For documents that people read.</summary>
    public static RunJson Documents => field ??= new(JsonFile.OptionsFor(indented: true));
}
