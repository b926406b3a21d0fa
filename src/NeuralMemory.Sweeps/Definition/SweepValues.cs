using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Anything: the config that it is put into says what fits.</summary>
public sealed class AnyValue : ConfigValue<YamlNode>
{
    /// <inheritdoc/>
    public override string Type => "value";

    /// <inheritdoc/>
    public override YamlNode Read(YamlNode node, YamlNode fallback, string path, Diagnostics diagnostics) => node;

    /// <inheritdoc/>
    public override YamlNode Write(YamlNode value) => value;

    /// <inheritdoc/>
    public override JsonObject ToJsonSchema() => [];
}

/// <summary>A tree that a program has written.</summary>
internal sealed class TreeValue : ConfigValue<YamlMapping>
{
    public override string Type => "section";

    public override YamlMapping Read(YamlNode node, YamlMapping fallback, string path, Diagnostics diagnostics) =>
        node.AsMapping(diagnostics) ?? fallback;

    public override YamlNode Write(YamlMapping value) => value;

    public override JsonObject ToJsonSchema() => new() { ["type"] = "object" };
}

/// <summary>Seeds: <c>1..10</c>, <c>3</c>, <c>[1, 3, 5]</c>.</summary>
public sealed class SeedsValue : ConfigValue<IReadOnlyList<long>>
{
    /// <inheritdoc/>
    public override string Type => "integer, list of them, or text as `1..10` or `1,3,5`";

    /// <inheritdoc/>
    public override IReadOnlyList<long> Read(YamlNode node, IReadOnlyList<long> fallback, string path, Diagnostics diagnostics)
    {
        string? text = node switch
        {
            YamlScalar { IsNull: false } scalar => scalar.Text,
            YamlSequence { Items: var items } when items.All(item => item is YamlScalar) =>
                string.Join(',', items.Select(item => ((YamlScalar)item).Text)),
            _ => null,
        };
        if (text is not null && SeedNumbers.Read(text) is { } seeds)
            return seeds;
        diagnostics.Add(node.Mark, $"'{path}': expected seeds, as in 1..10 or [1, 3, 5], found {node.Describe()}");
        return fallback;
    }

    /// <inheritdoc/>
    public override YamlNode Write(IReadOnlyList<long> value) => new YamlScalar(default, SeedNumbers.Write(value), YamlScalarStyle.Quoted);

    /// <inheritdoc/>
    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer" },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\.-?\d+)?(,-?\d+(\.\.-?\d+)?)*$" },
            new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer" }, ["minItems"] = 1 }),
    };
}

/// <summary>A set of axes that go together, or a list of such sets.</summary>
/// <param name="axes">One set.</param>
internal sealed class PairedValue(ConfigValue<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> axes)
    : ConfigValue<IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>>>
{
    public override string Type => $"{axes.Type}; or a list of such sets";

    public override IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> Read(
        YamlNode node, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> fallback, string path, Diagnostics diagnostics)
    {
        OrderedDictionary<string, IReadOnlyList<YamlNode>> none = [];
        YamlNode[] sets = node is YamlSequence list ? [.. list.Items] : [node];
        IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>[] read = [.. sets.Select(set => axes.Read(set, none, path, diagnostics))];
        for (int i = 0; i < read.Length; i++)
            // One that is no list was reported, and is nothing.
            if (read[i].Values.Where(values => values is not null).Select(values => values.Count).Distinct().Count() > 1)
                diagnostics.Add(sets[i].Mark, $"'{path}': axes that go together have as many values each; found "
                    + string.Join(", ", read[i].Select(axis => $"{axis.Value?.Count ?? 0} of {axis.Key}")));
        return read;
    }

    public override YamlNode Write(IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> value) =>
        new YamlSequence(default, [.. value.Select(axes.Write)]);

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(axes.ToJsonSchema(), new JsonObject { ["type"] = "array", ["items"] = axes.ToJsonSchema() }),
    };
}

/// <summary>What an axis is drawn from.</summary>
internal sealed class DistributionValue : ConfigValue<Distribution>
{
    public override string Type => DistributionReader.Forms;

    public override Distribution Read(YamlNode node, Distribution fallback, string path, Diagnostics diagnostics) =>
        DistributionReader.Read(node, path, diagnostics) ?? new Choice([node]);

    public override YamlNode Write(Distribution value) => value.Write();

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string", ["pattern"] = @"^\s*(uniform|log-uniform|choice)\s*\(.*\)\s*$" },
            new JsonObject { ["type"] = "array", ["minItems"] = 1 },
            new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1 }),
    };
}
