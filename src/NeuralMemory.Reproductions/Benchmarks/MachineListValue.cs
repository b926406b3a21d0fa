using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>A file of machines, which several benchmarks share.</summary>
internal sealed record MachineFile
{
    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, YamlNode> Machines { get; init; } = new OrderedDictionary<string, YamlNode>();
}

/// <summary>Machines by name, or the path of a file that has them.</summary>
internal sealed class MachineListValue : ConfigValue<MachineList>
{
    public static ConfigValue<IReadOnlyDictionary<string, YamlNode>> Inline { get; } = Values.Named(new AnyValue(), "machine");

    public override string Type => $"text, the path of a file; or {Inline.Type}";

    public override MachineList Read(YamlNode node, MachineList fallback, string path, Diagnostics diagnostics) =>
        node is YamlScalar { IsNull: false } scalar
            ? new() { File = scalar.Text }
            : new() { Machines = Inline.Read(node, fallback.Machines, path, diagnostics) };

    public override YamlNode Write(MachineList value) =>
        value.File is { } file ? new YamlScalar(default, file) : Inline.Write(value.Machines);

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Inline.ToJsonSchema()),
    };
}
