using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>A value, or <c>null</c> for none.</summary>
/// <param name="value">What stands there if anything does.</param>
/// <param name="none">What null means: <c>only at the end</c>.</param>
internal sealed class OptionalValue<T>(ConfigValue<T> value, string none) : ConfigValue<T?> where T : struct
{
    public override string Type => $"{value.Type}, or `null`: {none}";

    public override T? Read(YamlNode node, T? fallback, string path, Diagnostics diagnostics)
    {
        if (node is YamlScalar { IsNull: true })
            return null;
        int before = diagnostics.Count;
        T read = value.Read(node, default, path, diagnostics);
        return diagnostics.Count == before ? read : fallback;
    }

    public override YamlNode Write(T? inner) => inner is { } some ? value.Write(some) : new YamlScalar(default, "null");

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(value.ToJsonSchema(), new JsonObject { ["type"] = "null" }),
    };
}

/// <summary>A section, or <c>null</c> for none.</summary>
/// <param name="section">What stands there if anything does.</param>
/// <param name="none">What null means: <c>no clipping</c>.</param>
/// <param name="initial">What a section that is written begins from.</param>
internal sealed class OptionalSection<T>(ConfigValue<T> section, string none, T initial) : ConfigValue<T?> where T : class
{
    public override string Type => $"{section.Type}, or `null`: {none}";

    public override T? Read(YamlNode node, T? fallback, string path, Diagnostics diagnostics) =>
        node is YamlScalar { IsNull: true } ? null : section.Read(node, initial, path, diagnostics);

    public override YamlNode Write(T? value) => value is null ? new YamlScalar(default, "null") : section.Write(value);

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(section.ToJsonSchema(), new JsonObject { ["type"] = "null" }),
    };

    public override IEnumerable<ConfigKey> Keys(string path, T? value, YamlNode? written = null) =>
        section.Keys(path, value ?? initial, written);
}

/// <summary>A text, or <c>null</c> for none.</summary>
/// <param name="none">What null means: <c>as it is</c>.</param>
internal sealed class OptionalText(string none) : ConfigValue<string?>
{
    public override string Type => $"{Values.Text.Type}, or `null`: {none}";

    public override string? Read(YamlNode node, string? fallback, string path, Diagnostics diagnostics) =>
        node is YamlScalar { IsNull: true } ? null : Values.Text.Read(node, fallback ?? "", path, diagnostics);

    public override YamlNode Write(string? value) => value is null ? new YamlScalar(default, "null") : Values.Text.Write(value);

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(Values.Text.ToJsonSchema(), new JsonObject { ["type"] = "null" }),
    };
}

/// <summary>A list of values.</summary>
internal sealed class ListValue<T>(ConfigValue<T> item) : ConfigValue<IReadOnlyList<T>>
{
    public override string Type => $"list, each {item.AsItem}";

    public override IReadOnlyList<T> Read(YamlNode node, IReadOnlyList<T> fallback, string path, Diagnostics diagnostics)
    {
        if (node is YamlSequence { Items.Count: > 0 } list)
            return [.. list.Items.Select(each => item.Read(each, default!, path, diagnostics))];
        diagnostics.Add(node.Mark, $"'{path}': expected a list of at least one value, found {node.Describe()}");
        return fallback;
    }

    public override YamlNode Write(IReadOnlyList<T> value) => new YamlSequence(default, [.. value.Select(item.Write)]);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "array", ["items"] = item.ToJsonSchema(), ["minItems"] = 1 };
}

/// <summary>A list of sections, which may be empty; its keys are documented with <c>[]</c> for each.</summary>
/// <param name="item">Each of them.</param>
/// <param name="initial">What a section that is written begins from.</param>
internal sealed class SectionList<T>(Section<T> item, T initial) : ConfigValue<IReadOnlyList<T>> where T : class
{
    public override string Type => $"list, each a {item.Type}";

    public override IReadOnlyList<T> Read(YamlNode node, IReadOnlyList<T> fallback, string path, Diagnostics diagnostics)
    {
        if (node is YamlSequence list)
            return [.. list.Items.Select(each => item.Read(each, initial, path, diagnostics))];
        diagnostics.Add(node.Mark, $"'{path}': expected a list, found {node.Describe()}");
        return fallback;
    }

    public override YamlNode Write(IReadOnlyList<T> value) => new YamlSequence(default, [.. value.Select(item.Write)]);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "array", ["items"] = item.ToJsonSchema() };

    public override IEnumerable<ConfigKey> Keys(string path, IReadOnlyList<T> value, YamlNode? written = null) =>
        item.Keys($"{path}[]", initial);
}

/// <summary>Values under names of the user's choosing, in the order written.</summary>
internal sealed class NamedValue<T>(ConfigValue<T> value, string names) : ConfigValue<IReadOnlyDictionary<string, T>>
{
    public override string Type => $"for each {names}: {value.Type}";

    public override string AsItem => $"a mapping, {Type}";

    public override IReadOnlyDictionary<string, T> Read(
        YamlNode node, IReadOnlyDictionary<string, T> fallback, string path, Diagnostics diagnostics)
    {
        if (node is not YamlMapping mapping)
        {
            diagnostics.Add(node.Mark, $"'{path}': expected a mapping of keys to values, found {node.Describe()}");
            return fallback;
        }

        OrderedDictionary<string, T> read = [];
        foreach (YamlEntry entry in mapping.Entries)
            read.Add(entry.Key, value.Read(entry.Value, default!, Below(path, entry.Key), diagnostics));
        return read;
    }

    public override YamlNode Write(IReadOnlyDictionary<string, T> named)
    {
        YamlMapping mapping = new(default);
        foreach (var (name, each) in named)
            mapping.Set(new(name, default, value.Write(each)));
        return mapping;
    }

    public override JsonObject ToJsonSchema() => new() { ["type"] = "object", ["additionalProperties"] = value.ToJsonSchema() };
}
