using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Testing;

/// <summary>Checks YAML documents against a JSON Schema: as much of the standard as the project's schemas use.</summary>
/// <param name="schema">The schema.</param>
internal sealed class JsonSchemaCheck(string schema)
{
    private readonly JsonObject _schema = JsonNode.Parse(schema)!.AsObject();

    /// <summary>What a document has that the schema does not allow.</summary>
    public IReadOnlyList<string> Problems(string yaml)
    {
        Diagnostics diagnostics = new();
        YamlNode? root = YamlReader.Read("document.yaml", yaml, diagnostics);
        diagnostics.ThrowIfAny();
        List<string> problems = [];
        Check(ToJson(root!), _schema, "", problems);
        return problems;
    }

    private void Check(JsonNode? value, JsonObject schema, string path, List<string> problems)
    {
        foreach (var (keyword, rule) in schema)
            if (!Holds(value, schema, keyword, rule!, path, problems))
                problems.Add($"{path}: {keyword} {rule!.ToJsonString()}: {value?.ToJsonString() ?? "null"}");
    }

    private bool Holds(JsonNode? value, JsonObject schema, string keyword, JsonNode rule, string path, List<string> problems)
    {
        switch (keyword)
        {
            case "type": return TypeOf(value) == (string)rule! || ((string)rule! == "number" && TypeOf(value) == "integer");
            case "enum": return rule.AsArray().Any(each => JsonNode.DeepEquals(each, value));
            case "const": return JsonNode.DeepEquals(rule, value);
            // Of other types these say nothing.
            case "pattern": return TypeOf(value) != "string" || Regex.IsMatch((string)value!, (string)rule!);
            case "minimum": return NumberOf(value) is not { } atLeast || atLeast >= (double)rule;
            case "maximum": return NumberOf(value) is not { } atMost || atMost <= (double)rule;
            case "exclusiveMinimum": return NumberOf(value) is not { } above || above > (double)rule;
            case "exclusiveMaximum": return NumberOf(value) is not { } below || below < (double)rule;
            case "minItems": return value is not JsonArray list || list.Count >= (int)rule;
            case "maxItems": return value is not JsonArray items || items.Count <= (int)rule;
            case "anyOf": return rule.AsArray().Any(option => Accepts(value, option!.AsObject()));
            case "oneOf": return rule.AsArray().Count(option => Accepts(value, option!.AsObject())) == 1;
            case "required": return value is not JsonObject whole || rule.AsArray().All(name => whole.ContainsKey((string)name!));
            case "items":
                foreach (JsonNode? item in value as JsonArray ?? [])
                    Check(item, rule.AsObject(), path + "[]", problems);
                return true;
            case "properties":
                foreach (var (name, inner) in value as JsonObject ?? [])
                    if (rule[name] is JsonObject own)
                        Check(inner, own, $"{path}.{name}", problems);
                return true;
            case "additionalProperties":
                foreach (var (name, inner) in value as JsonObject ?? [])
                    if (schema["properties"]?[name] is null)
                    {
                        if (rule is not JsonObject own)
                            return false;
                        Check(inner, own, $"{path}.{name}", problems);
                    }

                return true;
            case "$ref": return Accepts(value, _schema["$defs"]![((string)rule!)["#/$defs/".Length..]]!.AsObject());
            case "$schema" or "$defs" or "title" or "description": return true;
            default: throw new InvalidOperationException($"the schema uses '{keyword}', which this check does not know");
        }
    }

    private bool Accepts(JsonNode? value, JsonObject schema)
    {
        if (schema["type"] is { } type && TypeOf(value) != (string)type! && !((string)type! == "number" && TypeOf(value) == "integer"))
            return false;
        List<string> problems = [];
        Check(value, schema, "", problems);
        return problems.Count == 0;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => double.IsInteger((double)value) ? "integer" : "number",
    };

    private static double? NumberOf(JsonNode? value) => TypeOf(value) is "integer" or "number" ? (double)value! : null;

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Style: YamlScalarStyle.Plain, Text: "true" or "false" } flag => flag.Text == "true",
        YamlScalar scalar when scalar.TryReal(out double number) => number,
        YamlScalar scalar => scalar.Text,
        _ => throw new InvalidOperationException(node.Describe()),
    };
}
