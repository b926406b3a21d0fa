using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Options of <c>sbatch</c> in YAML: <c>{ partition: gpu, time: 2:00:00, exclusive: }</c>.</summary>
internal sealed class SlurmSettingsValue : ConfigValue<IReadOnlyDictionary<string, string>>
{
    public override string Type => "option of `sbatch`: value, for each; no value where it takes none";

    public override IReadOnlyDictionary<string, string> Read(
        YamlNode node, IReadOnlyDictionary<string, string> fallback, string path, Diagnostics diagnostics)
    {
        OrderedDictionary<string, string> settings = [];
        foreach (YamlEntry entry in node.AsMapping(diagnostics)?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar scalar)
                diagnostics.Add(entry.Value.Mark, $"'{path}.{entry.Key}': expected one value, found {entry.Value.Describe()}");
            else if (SlurmSettings.Problem(entry.Key, scalar.IsNull ? "" : scalar.Text) is { } problem)
                diagnostics.Add(entry.Mark, $"'{path}': {problem}");
            else
                settings[entry.Key] = scalar.IsNull ? "" : scalar.Text;
        }

        return settings;
    }

    public override YamlNode Write(IReadOnlyDictionary<string, string> value)
    {
        YamlMapping mapping = new(default);
        foreach (var (name, setting) in value)
            mapping.Set(new(name, default, new YamlScalar(default, setting, YamlScalarStyle.Quoted)));
        return mapping;
    }

    public override JsonObject ToJsonSchema() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "null") },
    };
}
