using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>The values of a YAML file by their dotted paths, in the order of the file: what a run's config is compared by.</summary>
public sealed class FlatConfig
{
    private readonly OrderedDictionary<string, string> _values;

    private FlatConfig(OrderedDictionary<string, string> values) => _values = values;

    /// <summary>A config without a key.</summary>
    public static FlatConfig Empty { get; } = new([]);

    /// <summary>The dotted paths, in order.</summary>
    public IReadOnlyList<string> Keys => _values.Keys;

    /// <summary>The value at a dotted path as YAML writes it on one line; null where there is none.</summary>
    public string? this[string path] => _values.GetValueOrDefault(path);

    /// <summary>The value at a dotted path as text, without quotes; null where there is none, or nothing was written.</summary>
    public string? TextAt(string path) => this[path] switch
    {
        null or "null" or "~" or "" => null,
        ['"', ..] quoted => (Parse(path, $"value: {quoted}", new()) as YamlMapping)?.Find("value")?.Value is YamlScalar scalar
            ? scalar.Text
            : quoted,
        var plain => plain,
    };

    /// <summary>A config that is a tree in memory.</summary>
    public static FlatConfig Of(YamlMapping root)
    {
        ArgumentNullException.ThrowIfNull(root);
        OrderedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var (path, value) in YamlText.Flatten(root))
            values[path] = value;
        return new(values);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="file">Its name, for the marks of problems.</param>
    /// <param name="text">The YAML. What this program writes is read quickly; all other YAML is read all the same.</param>
    /// <param name="problem">What is wrong with it; null if nothing is.</param>
    /// <returns>The values; none if the text cannot be understood.</returns>
    public static FlatConfig Read(string file, string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = null;
        OrderedDictionary<string, string> values = new(StringComparer.Ordinal);
        if (WrittenYaml.TryRead(text, values))
            return new(values);
        Diagnostics diagnostics = new();
        YamlNode? root = Parse(file, text, diagnostics);
        problem = root is YamlMapping ? null
            : diagnostics.Items is [var first, ..] ? first.ToString()
            : $"{file}: this is {root?.Describe() ?? "nothing"}, expected keys with values";
        return root is YamlMapping mapping ? Of(mapping) : Empty;
    }

    private static YamlNode? Parse(string file, string text, Diagnostics diagnostics) => YamlReader.Read(file, text, diagnostics);
}
