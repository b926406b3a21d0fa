namespace NeuralMemory.Yaml;

/// <summary>A key of a mapping and its value.</summary>
/// <param name="Key">The key's text; unique within its mapping.</param>
/// <param name="Mark">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(string Key, SourceMark Mark, YamlNode Value);

/// <summary>Keys with values, in the order written. The reader of a file changes it no more; overrides may (<see cref="Set"/>).</summary>
/// <param name="mark">Where the mapping begins.</param>
public sealed class YamlMapping(SourceMark mark) : YamlNode(mark)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<YamlEntry> Entries => _entries;

    /// <summary>The entry of this key, or null.</summary>
    public YamlEntry? Find(string key) => _indexOf.TryGetValue(key, out int index) ? _entries[index] : null;

    /// <summary>Replaces the entry of the same key where it stands, or appends one.</summary>
    public void Set(YamlEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_indexOf.TryGetValue(entry.Key, out int index))
        {
            _entries[index] = entry;
            return;
        }

        _indexOf.Add(entry.Key, _entries.Count);
        _entries.Add(entry);
    }

    /// <inheritdoc/>
    public override string Describe() => _entries.Count == 0 ? "an empty mapping" : $"a mapping ('{_entries[0].Key}: ...')";
}
