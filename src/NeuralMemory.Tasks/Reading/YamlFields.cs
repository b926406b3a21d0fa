namespace NeuralMemory.Tasks;

/// <summary>
/// Reads the keys of one mapping. Every key asked for is thereby known; <see cref="Finish"/> reports the others with the nearest
/// known name. A reader with a fallback returns it when the key is absent, or when its value is wrong, which is reported.
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

    /// <summary>An integer in a range, or <paramref name="fallback"/>.</summary>
    public int Integer(string key, int fallback, int min = int.MinValue, int max = int.MaxValue) =>
        (int?)Optional(key)?.AsInteger(diagnostics, min, max) ?? fallback;

    /// <summary>A long integer in a range, or <paramref name="fallback"/>.</summary>
    public long LongInteger(string key, long fallback, long min = long.MinValue, long max = long.MaxValue) =>
        Optional(key)?.AsInteger(diagnostics, min, max) ?? fallback;

    /// <summary>A finite number in a range, or <paramref name="fallback"/>.</summary>
    public double Real(string key, double fallback, double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        Optional(key)?.AsReal(diagnostics, min, max) ?? fallback;

    /// <summary><c>true</c> or <c>false</c>, or <paramref name="fallback"/>.</summary>
    public bool Boolean(string key, bool fallback) => Optional(key)?.AsBoolean(diagnostics) ?? fallback;

    /// <summary>A text, or null.</summary>
    public string? Text(string key) => Optional(key)?.AsText(diagnostics);

    /// <summary>A text whose absence is reported.</summary>
    public string? RequiredText(string key) => Required(key)?.AsText(diagnostics);

    /// <summary>One of some names, or <paramref name="fallback"/>.</summary>
    public string Choice(string key, string fallback, IReadOnlyCollection<string> names) =>
        Optional(key)?.AsChoice(key, names, diagnostics) ?? fallback;

    /// <summary>A member of an enumeration in lower case with hyphens, or <paramref name="fallback"/>.</summary>
    public T Enum<T>(string key, T fallback) where T : struct, Enum => Optional(key)?.AsEnum<T>(key, diagnostics) ?? fallback;

    /// <summary>
    /// The fields of a nested mapping; an empty one stands in, at this mapping's place, when the key is absent or not a mapping.
    /// </summary>
    public YamlFields Fields(string key) =>
        new(Optional(key)?.AsMapping(diagnostics) ?? new YamlMapping(Mapping.Find(key)?.Mark ?? Mapping.Mark), $"'{key}'", diagnostics);

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
