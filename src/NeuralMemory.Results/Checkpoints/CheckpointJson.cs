using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>The JSON of checkpoints.</summary>
[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    /// <summary>For documents that people read.</summary>
    public static CheckpointJson Documents => field ??= new(JsonFile.OptionsFor(indented: true));
}
