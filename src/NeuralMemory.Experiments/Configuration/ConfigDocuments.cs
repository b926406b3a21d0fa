using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>The documents that come from the description of the config: the resolved YAML, the JSON Schema and the table of keys.</summary>
public static class ConfigDocuments
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every key of a config.</summary>
    public static IReadOnlyList<ConfigKey> Keys { get; } = [.. ExperimentSchema.Root.Keys("", ExperimentSchema.Defaults)];

    /// <summary>A config as YAML that reads back to the same config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="comments">Whether to say what each key means.</param>
    public static string Show(ExperimentConfig config, bool comments = false)
    {
        // Kinds may share a path; what is written belongs to one of them, and the first meaning serves.
        ILookup<string, string> meanings = Keys.ToLookup(key => key.Path, key => key.Meaning);
        return ConfigText.Document(
            (YamlMapping)ExperimentSchema.Root.Write(config), comments ? path => meanings[path].FirstOrDefault() : null);
    }

    /// <summary>The JSON Schema (2020-12) of a config, for editors.</summary>
    public static string JsonSchema()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "NeuralMemory experiment",
        };
        foreach (var (name, value) in ExperimentSchema.Root.ToJsonSchema())
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>The table of all keys, in Markdown.</summary>
    public static string KeyTable()
    {
        StringBuilder table = new("| key | takes | default | meaning |\n|---|---|---|---|\n");
        foreach (ConfigKey key in Keys)
        {
            string kinds = key.Kinds.Count == 0 ? "" : $" ({string.Join(", ", key.Kinds)})";
            string usual = key.IsRequired ? "required" : key.Default is { } value ? $"`{value}`" : "";
            table.Append($"| `{key.Path}`{kinds} | {key.Type} | {usual} | {key.Meaning}{(key.MayChange ? " *" : "")} |\n");
        }

        return table.ToString();
    }
}
