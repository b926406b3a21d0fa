using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Takes a value from a scalar, if it is one.</summary>
internal delegate bool TryParse<T>(YamlScalar scalar, out T value);

/// <summary>A value that is one YAML scalar.</summary>
/// <param name="article">The article of the type: <c>an</c>.</param>
/// <param name="type">What is expected: <c>integer of at least 1</c>.</param>
/// <param name="tryParse">Takes the value from the scalar.</param>
/// <param name="write">The scalar's text, and whether it needs quotes.</param>
/// <param name="schema">Makes the JSON Schema.</param>
internal sealed class ScalarValue<T>(
    string article, string type, TryParse<T> tryParse, Func<T, (string Text, bool Quoted)> write, Func<JsonObject> schema) : ConfigValue<T>
{
    public override string Type => type;

    public override T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics)
    {
        if (node is YamlScalar { IsNull: false } scalar && tryParse(scalar, out T value))
            return value;
        diagnostics.Add(node.Mark, $"'{path}': expected {article} {type}, found {node.Describe()}");
        return fallback;
    }

    public override YamlNode Write(T value)
    {
        var (text, quoted) = write(value);
        return new YamlScalar(default, text, quoted ? YamlScalarStyle.Quoted : YamlScalarStyle.Plain);
    }

    public override JsonObject ToJsonSchema() => schema();
}

/// <summary>One of the members of an enumeration, by its name in lower case with hyphens.</summary>
internal sealed class ChoiceValue<T> : ConfigValue<T> where T : struct, Enum
{
    private static readonly string[] Names = [.. Enum.GetValues<T>().Select(YamlValues.NameOf)];

    public override string Type => string.Join(" or ", Names.Select(name => $"`{name}`"));

    public override T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics) =>
        node.AsEnum<T>(path, diagnostics) ?? fallback;

    public override YamlNode Write(T value) => new YamlScalar(default, YamlValues.NameOf(value));

    public override JsonObject ToJsonSchema() => new() { ["enum"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]) };
}
