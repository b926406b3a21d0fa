using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// What may stand at a place of a config: one declaration from which it is read strictly, written back, and described to editors and
/// in the documentation.
/// </summary>
/// <typeparam name="T">What it is in the program.</typeparam>
public abstract class ConfigValue<T>
{
    /// <summary>What is expected, without its article: <c>integer of at least 1</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What is expected of an item of a list: <c>a number</c>.</summary>
    public virtual string AsItem => $"a {Type}";

    /// <summary>Reads a value. What does not fit is reported where it stands, and <paramref name="fallback"/> stands in for it.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="fallback">The default.</param>
    /// <param name="path">The dotted path of the place, for messages; empty for the whole config.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public abstract T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics);

    /// <summary>The inverse of <see cref="Read"/>: reading what is written gives the value again.</summary>
    public abstract YamlNode Write(T value);

    /// <summary>The JSON Schema of the value.</summary>
    public abstract JsonObject ToJsonSchema();

    /// <summary>The keys below this place, in order; none for a plain value.</summary>
    /// <param name="path">The dotted path of the place.</param>
    /// <param name="initial">The default of the place.</param>
    /// <param name="written">What was written there: of sections of a kind only the keys of the kinds that it names; null for all.</param>
    public virtual IEnumerable<ConfigKey> Keys(string path, T initial, YamlNode? written = null) => [];

    private protected static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}

/// <summary>What the documentation says about one key of a config.</summary>
/// <param name="Path">The dotted path, as <c>--set</c> takes it.</param>
/// <param name="Kinds">The kinds of the enclosing section that have the key; empty when all have.</param>
/// <param name="Type">What may be written.</param>
/// <param name="Default">What counts when nothing is written, as YAML; null when the key is required or a section.</param>
/// <param name="IsRequired">Whether the key must be written.</param>
/// <param name="MayChange">Whether a run that is resumed may have another value.</param>
/// <param name="Meaning">One line.</param>
public sealed record ConfigKey(
    string Path, IReadOnlyList<string> Kinds, string Type, string? Default, bool IsRequired, bool MayChange, string Meaning)
{
    /// <summary>Whether there are runs that are older than the key.</summary>
    public bool CameLater { get; init; }
}
