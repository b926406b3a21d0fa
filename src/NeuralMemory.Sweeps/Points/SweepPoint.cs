using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>A value that a point gives to a key of the config.</summary>
/// <param name="Key">The dotted key.</param>
/// <param name="KeyMark">Where the key was written.</param>
/// <param name="Node">The value, with its place.</param>
public sealed record PointValue(string Key, SourceMark KeyMark, YamlNode Node)
{
    /// <summary>The value on one line, as it was written.</summary>
    public string Text => YamlText.Inline(Node);
}

/// <summary>One point of a sweep: the config with these values.</summary>
/// <param name="Id">The name of its folder: it follows from the config that results, and from its task.</param>
/// <param name="Label">How people call it: <c>rate=1e-3 slots=16</c>.</param>
/// <param name="Values">The values, in the order of the axes.</param>
public sealed record SweepPoint(string Id, string Label, IReadOnlyList<PointValue> Values);
