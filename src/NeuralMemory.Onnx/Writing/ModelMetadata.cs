using System.Globalization;
using NeuralMemory.Machines;

namespace NeuralMemory.Onnx;

/// <summary>What a model says of itself.</summary>
internal static class ModelMetadata
{
    /// <summary>Keys and values, each key once.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="form"><c>step</c> or <c>sequence</c>.</param>
    /// <param name="options">What else is known.</param>
    /// <param name="longest">The steps that there can be at most; null for any number.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(
        IMachine machine, string form, OnnxOptions options, int? longest = null)
    {
        OrderedDictionary<string, string> all = new() { ["machine"] = machine.Config.Kind, ["form"] = form };
        if (longest is { } steps)
            all["longest"] = steps.ToString(CultureInfo.InvariantCulture);
        if (machine.Inputs.Symbols.Count > 0)
            all["symbols"] = string.Join(", ", machine.Inputs.Symbols.Select(symbol => string.Create(
                CultureInfo.InvariantCulture, $"{symbol.Name}: column {symbol.Column} of input, 0 to {symbol.Count - 1}")));
        foreach ((string key, string value) in options.Metadata)
            all[key] = value;
        return [.. all];
    }
}
