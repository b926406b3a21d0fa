namespace NeuralMemory.Sweeps;

/// <summary>Short names of axes: as much of the end of each key as tells it from the others.</summary>
internal static class PointLabels
{
    /// <summary>The names by key.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<string> keys) =>
        keys.ToDictionary(key => key, key => Enumerable.Range(1, key.Count(c => c == '.') + 1).Select(parts => End(key, parts))
            .First(end => end == key || keys.Count(other => other == end || other.EndsWith('.' + end)) == 1));

    /// <summary>A point in words: <c>rate=1e-3 slots=16</c>.</summary>
    public static string Of(IEnumerable<PointValue> values, IReadOnlyDictionary<string, string> names) =>
        string.Join(' ', values.Select(value => $"{names[value.Key]}={value.Text}"));

    private static string End(string key, int parts) => string.Join('.', key.Split('.')[^parts..]);
}
