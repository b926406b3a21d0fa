using System.Text.Json.Nodes;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>A number or a range <c>[low, high]</c>.</summary>
internal sealed class RangeValue : ConfigValue<ValueRange>
{
    public override string Type => "number or range `[low, high]`";

    public override ValueRange Read(YamlNode node, ValueRange fallback, string path, Diagnostics diagnostics) =>
        ValueRange.Read(node, diagnostics) ?? fallback;

    public override YamlNode Write(ValueRange value) => value.IsFixed
        ? Number(value.Low, value.IsInteger)
        : new YamlSequence(default, [Number(value.Low, value.IsInteger), Number(value.High, value.IsInteger)]);

    public override JsonObject ToJsonSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "number" },
            new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "number" },
                ["minItems"] = 2,
                ["maxItems"] = 2,
            }),
    };

    /// <summary>Whole bounds make a range of integers: those of a range of reals keep their point.</summary>
    private static YamlScalar Number(double value, bool isInteger)
    {
        string text = YamlText.Number(value);
        return new(default, isInteger || text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0");
    }
}
