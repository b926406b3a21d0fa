namespace NeuralMemory.Yaml;

/// <summary>A list of values.</summary>
/// <param name="mark">Where the list begins.</param>
/// <param name="items">The values in order.</param>
public sealed class YamlSequence(SourceMark mark, IReadOnlyList<YamlNode> items) : YamlNode(mark)
{
    /// <summary>The values in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => Items.Count switch
    {
        0 => "an empty list",
        1 => "a list of 1 value",
        var count => $"a list of {count} values",
    };
}
