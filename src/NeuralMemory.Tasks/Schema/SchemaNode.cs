using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The parts that a JSON Schema is put together from.</summary>
internal static class SchemaNode
{
    /// <summary>An expression.</summary>
    public static JsonObject Expression => Reference("expression");

    /// <summary>A phase, or a loop over phases.</summary>
    public static JsonObject Phase => Reference("phase");

    /// <summary>An expression that means something of its own.</summary>
    public static JsonObject Described(string meaning) => With(meaning, Expression);

    /// <summary>A text; a number is one, too.</summary>
    public static JsonObject Text(string meaning) => Any(meaning, "string", "number");

    /// <summary>A number.</summary>
    public static JsonObject Number(string meaning) => With(meaning, new() { ["type"] = "number" });

    /// <summary>Yes or no.</summary>
    public static JsonObject Flag(string meaning) => With(meaning, new() { ["type"] = "boolean" });

    /// <summary>A whole number.</summary>
    public static JsonObject Whole(string meaning, long least, long most = long.MaxValue)
    {
        JsonObject schema = With(meaning, new() { ["type"] = "integer" });
        if (least > long.MinValue)
            schema["minimum"] = least;
        if (most < long.MaxValue)
            schema["maximum"] = most;
        return schema;
    }

    /// <summary>One of the words of an enumeration.</summary>
    public static JsonObject Words<T>(string meaning)
        where T : struct, Enum =>
        With(meaning, new() { ["enum"] = new JsonArray([.. Enum.GetValues<T>().Select(value => (JsonNode)YamlValues.NameOf(value))]) });

    /// <summary>A value of one of several types.</summary>
    public static JsonObject Any(string meaning, params string[] types) =>
        Either(meaning, [.. types.Select(type => new JsonObject { ["type"] = type })]);

    /// <summary>One of several things.</summary>
    public static JsonObject Either(string meaning, params JsonObject[] options) =>
        With(meaning, new() { ["anyOf"] = new JsonArray([.. options]) });

    /// <summary>A list.</summary>
    public static JsonObject List(string meaning, JsonObject item, int least = 0, int? most = null)
    {
        JsonObject schema = With(meaning, new() { ["type"] = "array", ["items"] = item });
        if (least > 0)
            schema["minItems"] = least;
        if (most is { } limit)
            schema["maxItems"] = limit;
        return schema;
    }

    /// <summary>A thing, or a list of such.</summary>
    public static JsonObject OneOrMany(string meaning, JsonObject item) =>
        Either(meaning, (JsonObject)item.DeepClone(), List(meaning, item));

    /// <summary>A mapping whose keys the writer of the task chooses.</summary>
    public static JsonObject Named(string meaning, JsonObject value) =>
        With(meaning, new() { ["type"] = "object", ["additionalProperties"] = value });

    /// <summary>A value for all channels, or one for each.</summary>
    public static JsonObject PerChannel(string meaning) => Either(meaning, Expression, Named(meaning, Expression));

    /// <summary>A mapping with keys of its own.</summary>
    /// <param name="meaning">What it is; empty for the whole.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="required">Those that must be there.</param>
    public static JsonObject Keys(string meaning, Dictionary<string, JsonObject> keys, params string[] required)
    {
        JsonObject schema = With(meaning, new() { ["type"] = "object" });
        schema["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value)));
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject With(string meaning, JsonObject schema)
    {
        if (meaning.Length > 0)
            schema.Insert(0, "description", meaning);
        return schema;
    }
}
