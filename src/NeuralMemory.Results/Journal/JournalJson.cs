using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>The JSON of journals.</summary>
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>One entry a line.</summary>
    public static JournalJson Lines => field ??= new(JsonFile.OptionsFor(indented: false));
}
