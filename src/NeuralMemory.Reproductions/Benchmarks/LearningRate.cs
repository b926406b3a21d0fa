using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>A learning rate that is tried. It is the same however it is written; folders and tables have it as the user wrote it.</summary>
/// <param name="Text">As it was written, <c>3e-4</c>: it names the folder of its runs.</param>
/// <param name="Value">The number.</param>
public readonly record struct LearningRate(string Text, double Value)
{
    /// <summary>The rate of a text; null for one that is no number above 0.</summary>
    public static LearningRate? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? new(text, value)
            : null;

    /// <summary>Whether both are the same number.</summary>
    public bool Equals(LearningRate other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A learning rate in a file.</summary>
internal sealed class LearningRateValue : ConfigValue<LearningRate>
{
    public override string Type => "number above 0";

    public override LearningRate Read(YamlNode node, LearningRate fallback, string path, Diagnostics diagnostics)
    {
        if (node is YamlScalar { Style: YamlScalarStyle.Plain } scalar && LearningRate.Parse(scalar.Text) is { } rate)
            return rate;
        diagnostics.Add(node.Mark, $"'{path}': expected {AsItem}, found {node.Describe()}");
        return fallback;
    }

    public override YamlNode Write(LearningRate value) => new YamlScalar(default, value.Text);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0 };
}
