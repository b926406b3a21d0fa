using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The documents that come from the description of the config: the resolved YAML, the JSON Schema and the table of keys.</summary>
public static class ConfigDocuments
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Tuple<object, IReadOnlyList<ConfigKey>>? s_keys;

    /// <summary>Every key of a config, those of added kinds of machine included.</summary>
    public static IReadOnlyList<ConfigKey> Keys
    {
        get
        {
            object version = MachineSchema.Root.Version;
            if (s_keys is { } known && known.Item1 == version)
                return known.Item2;
            IReadOnlyList<ConfigKey> keys = [.. ExperimentSchema.Root.Keys("", ExperimentSchema.Defaults)];
            s_keys = Tuple.Create(version, keys);
            return keys;
        }
    }

    /// <summary>The keys of a config, of all kinds of things those that it names: few of all, of which most take time to be told.</summary>
    internal static IEnumerable<ConfigKey> KeysOf(YamlMapping config) =>
        ExperimentSchema.Root.Keys("", ExperimentSchema.Defaults, config);

    /// <summary>A config as YAML that reads back to the same config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="comments">Whether to say what each key means.</param>
    public static string Show(ExperimentConfig config, bool comments = false)
    {
        YamlMapping root = (YamlMapping)ExperimentSchema.Root.Write(config);
        if (!comments)
            return YamlText.Document(root);
        ILookup<string, ConfigKey> keys = Keys.ToLookup(key => key.Path);
        return YamlText.Document(root, path => keys[path].FirstOrDefault(key => Concerns(key, root))?.Meaning);
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

    /// <summary>Whether a key that only some kinds have is one of the kinds chosen.</summary>
    private static bool Concerns(ConfigKey key, YamlMapping root)
    {
        for (int dot = key.Path.LastIndexOf('.'); key.Kinds.Count > 0 && dot > 0; dot = key.Path.LastIndexOf('.', dot - 1))
            if (root.At(key.Path[..dot] + ".kind") is YamlScalar kind && key.Kinds.Contains(kind.Text))
                return true;
        return key.Kinds.Count == 0;
    }
}
