using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>The JSON of evaluations.</summary>
[JsonSerializable(typeof(Evaluation))]
internal sealed partial class EvaluationJson : JsonSerializerContext
{
    /// <summary>For documents that people read.</summary>
    public static EvaluationJson Documents => field ??= new(JsonFile.OptionsFor(indented: true));
}
