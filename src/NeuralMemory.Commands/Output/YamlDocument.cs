using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>YAML as JSON, for scripts.</summary>
internal static class YamlDocument
{
    /// <summary>The same value: what is a number, a truth value or nothing in YAML is so in JSON.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Style: YamlScalarStyle.Plain, Text: "true" or "false" } truth => JsonValue.Create(truth.Text == "true"),
        YamlScalar scalar when scalar.TryInteger(out long whole) => JsonValue.Create(whole),
        YamlScalar scalar when scalar.TryReal(out double real) => JsonValue.Create(real),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new ArgumentException($"{node.Describe()} has no counterpart in JSON", nameof(node)),
    };
}
