using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>A key in which configs differ.</summary>
/// <param name="Key">Its dotted path; that of a task's key begins with <c>task.yaml: </c>.</param>
/// <param name="Values">Its value in each config, in order; null where one has no such key.</param>
public sealed record ConfigDifference(string Key, IReadOnlyList<string?> Values)
{
    /// <summary>The key as short as it is still told from the other keys that differ: <c>rate</c>, <c>evaluation.length</c>.</summary>
    public string Name { get; internal init; } = Key;

    /// <summary>The keys in which some configs differ, in the order of the configs; each config is given as keys with values.</summary>
    internal static IReadOnlyList<ConfigDifference> Between(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> configs)
    {
        Dictionary<string, string>[] values = [.. configs.Select(config => new Dictionary<string, string>(config))];
        ConfigDifference[] found =
        [
            .. configs.SelectMany(config => config).Select(pair => pair.Key).Distinct()
                .Select(key => new ConfigDifference(key, [.. values.Select(config => config.GetValueOrDefault(key))]))
                .Where(difference => difference.Values.Select(value => value ?? RunKeys.Nothing).Distinct().Skip(1).Any()),
        ];
        string[] names = ShortNames.Of([.. found.Select(difference => difference.Key)]);
        return [.. found.Select((difference, i) => difference with { Name = names[i] })];
    }

    /// <summary>Orders values as people count: numbers by their size, before words.</summary>
    internal static int Compare(string? a, string? b) => (Number(a), Number(b)) switch
    {
        ({ } x, { } y) => x.CompareTo(y),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => NaturalOrder.Instance.Compare(a, b),
    };

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) ? value : null;
}
