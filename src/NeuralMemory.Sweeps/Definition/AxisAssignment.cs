using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Axes as they are written on a command line.</summary>
public static class AxisAssignment
{
    /// <summary>
    /// An axis and its values, <c>training.optimizer.rate=1e-4,3e-4</c>: YAML with commas between the values, so that a value may be a list
    /// or a section. One list alone in brackets is the list of the values.
    /// </summary>
    /// <param name="option">What it was given by: <c>--sweep</c>.</param>
    /// <param name="text">What was given.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The key and its values, at least one; null when a problem was reported.</returns>
    public static KeyValuePair<string, IReadOnlyList<YamlNode>>? Values(string option, string text, Diagnostics diagnostics)
    {
        if (Split(option, text, diagnostics) is not { } parts)
            return null;
        if (YamlReader.Read(parts.File, $"{new string(' ', parts.Column - 2)}[{parts.Value}]", diagnostics) is not YamlSequence list)
            return null;
        IReadOnlyList<YamlNode> values = list.Items is [YamlSequence { Items.Count: > 0 } alone] ? alone.Items : list.Items;
        if (values.Count > 0)
            return new(parts.Key, values);
        Report(option, text, diagnostics);
        return null;
    }

    /// <summary>A key and its one value, <c>training.steps=400</c>.</summary>
    /// <param name="option">What it was given by: <c>--set</c>.</param>
    /// <param name="text">What was given.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The key and the value; null when a problem was reported.</returns>
    public static KeyValuePair<string, YamlNode>? Value(string option, string text, Diagnostics diagnostics)
    {
        if (Split(option, text, diagnostics) is not { } parts)
            return null;
        YamlNode? value = string.IsNullOrWhiteSpace(parts.Value)
            ? new YamlScalar(new(parts.File, 1, parts.Column), "")
            : YamlReader.Read(parts.File, new string(' ', parts.Column - 1) + parts.Value, diagnostics);
        return value is null ? null : new(parts.Key, value);
    }

    /// <summary>A key and what its values are drawn from, <c>training.optimizer.rate=log-uniform(1e-4,1e-2)</c>.</summary>
    /// <param name="option">What it was given by: <c>--random</c>.</param>
    /// <param name="text">What was given.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The key and the distribution; null when a problem was reported.</returns>
    public static KeyValuePair<string, Distribution>? Drawn(string option, string text, Diagnostics diagnostics) =>
        Value(option, text, diagnostics) is { } given && DistributionReader.Read(given.Value, given.Key, diagnostics) is { } distribution
            ? new(given.Key, distribution)
            : null;

    private static (string File, string Key, string Value, int Column)? Split(string option, string text, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && !string.IsNullOrWhiteSpace(text[..equals]))
            return (FileOf(option, text), text[..equals].Trim(), text[(equals + 1)..].ReplaceLineEndings(" "), equals + 2);
        Report(option, text, diagnostics);
        return null;
    }

    private static void Report(string option, string text, Diagnostics diagnostics) => diagnostics.Add(
        SourceMark.WholeFile(FileOf(option, text)), "expected a key of the config and its values, as in training.optimizer.rate=1e-3,1e-2");

    private static string FileOf(string option, string text) => $"{option} {text.ReplaceLineEndings(" ")}";
}
