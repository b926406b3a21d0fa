namespace NeuralMemory.Yaml;

/// <summary>A value in a YAML text, with its place.</summary>
/// <param name="mark">Where the value begins.</param>
public abstract class YamlNode(SourceMark mark)
{
    /// <summary>Where the value begins.</summary>
    public SourceMark Mark { get; } = mark;

    /// <summary>What the value is, for the end of the sentence "expected an integer, found ...".</summary>
    public abstract string Describe();
}
