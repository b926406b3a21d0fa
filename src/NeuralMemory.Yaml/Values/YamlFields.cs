namespace NeuralMemory.Yaml;

/// <summary>
/// Reads the keys of one mapping. Every key asked for is thereby known; <see cref="Finish"/> reports the others with the nearest
/// known name.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="what">What the mapping is, for messages: <c>the task</c>, <c>training</c>.</param>
/// <param name="diagnostics">Receives the problems.</param>
public sealed class YamlFields(YamlMapping mapping, string what, Diagnostics diagnostics)
{
    private readonly List<string> _known = [];

    /// <summary>The mapping.</summary>
    public YamlMapping Mapping { get; } = mapping;

    /// <summary>The value of a key, or null when it is absent or nothing was written.</summary>
    public YamlNode? Optional(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return Mapping.Find(key)?.Value is { } value and not YamlScalar { IsNull: true } ? value : null;
    }

    /// <summary>The value of a key; its absence is reported.</summary>
    public YamlNode? Required(string key)
    {
        if (Optional(key) is { } value)
            return value;
        if (Mapping.Find(key) is { } empty)
            diagnostics.Add(empty.Mark, $"'{key}' has no value");
        else
            diagnostics.Add(Mapping.Mark, $"{what} has no '{key}', which is required");
        return null;
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string key) => Optional(key)?.AsText(diagnostics);

    /// <summary>A text whose absence is reported.</summary>
    public string? RequiredText(string key) => Required(key)?.AsText(diagnostics);

    /// <summary>The items of a list; none when the key is absent.</summary>
    public IReadOnlyList<YamlNode> Items(string key) => Optional(key)?.AsItems(diagnostics) ?? [];

    /// <summary>Reports every key that was never asked for.</summary>
    public void Finish()
    {
        foreach (YamlEntry entry in Mapping.Entries)
            if (!_known.Contains(entry.Key))
                diagnostics.Add(entry.Mark, $"{what} has no key {Quoted.Text(entry.Key)}{NearestName.Hint(entry.Key, _known)}");
    }
}
