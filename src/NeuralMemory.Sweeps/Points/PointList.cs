using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>All combinations of the axes of a sweep, in order: the axis that was written first changes last.</summary>
internal static class PointList
{
    /// <summary>How many points a sweep may have.</summary>
    public const int Most = 100_000;

    /// <summary>The values of each point; one point without values where there are no axes.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="markOf">Where a key was written in the sweep's file; null where it was not.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public static IReadOnlyList<IReadOnlyList<PointValue>> Of(
        SweepDefinition definition, Func<string, SourceMark?> markOf, Diagnostics diagnostics)
    {
        IReadOnlyList<PointValue[]>[] dimensions =
        [
            .. definition.Grid.Select(axis => Together([axis])),
            .. definition.Paired.Select(set => Together([.. set])),
            .. definition.Random is { Keys.Count: > 0 } random ? [Drawn(random, markOf)] : (IReadOnlyList<PointValue[]>[])[],
        ];
        CheckKeys(definition, markOf, diagnostics);
        double count = dimensions.Aggregate(1.0, (product, values) => product * values.Count);
        if (count > Most)
            diagnostics.Add(markOf("grid") ?? AnyMark(definition),
                FormattableString.Invariant($"the sweep has {count:0} points; at most {Most} are run"));
        if (diagnostics.Any)
            return [];
        IEnumerable<IReadOnlyList<PointValue>> points = [[]];
        foreach (IReadOnlyList<PointValue[]> values in dimensions)
            points = points.SelectMany(point => values.Select(value => (IReadOnlyList<PointValue>)[.. point, .. value]));
        return [.. points];

        PointValue[][] Together(IReadOnlyList<KeyValuePair<string, IReadOnlyList<YamlNode>>> axes) =>
        [
            .. Enumerable.Range(0, axes.Count == 0 ? 1 : axes.Min(axis => axis.Value.Count))
                .Select(i => axes.Select(axis => Of(axis.Key, axis.Value[i])).ToArray()),
        ];

        PointValue Of(string key, YamlNode value) => new(key, markOf(key) ?? Typed(value.Mark), value);
    }

    /// <summary>
    /// What is drawn: a value depends on the seed, its number and its key alone, so that further draws, and further keys, change none.
    /// </summary>
    private static PointValue[][] Drawn(RandomAxes random, Func<string, SourceMark?> markOf)
    {
        StreamKey root = StreamKey.FromSeed(random.Seed).Split("sweep");
        return
        [
            .. Enumerable.Range(0, random.Draws).Select(draw => random.Keys
                .Select(axis => new PointValue(
                    axis.Key, markOf(axis.Key) ?? Typed(axis.Value.Mark),
                    axis.Value.Draw(new RandomStream(root.Split(axis.Key).Split(draw)))))
                .ToArray()),
        ];
    }

    private static void CheckKeys(SweepDefinition definition, Func<string, SourceMark?> markOf, Diagnostics diagnostics)
    {
        HashSet<string> seen = [];
        foreach (string key in (string[])
            [.. definition.Grid.Keys, .. definition.Paired.SelectMany(set => set.Keys), .. definition.Random?.Keys.Keys ?? []])
        {
            if (key == "seed")
                diagnostics.Add(markOf(key) ?? AnyMark(definition),
                    "the seed is no axis: write 'seeds', as in seeds: 1..5, so that the runs of a point are a group");
            else if (!seen.Add(key))
                diagnostics.Add(markOf(key) ?? AnyMark(definition),
                    $"{Quoted.Text(key)} is an axis twice; write all its values in one place");
        }
    }

    /// <summary>Where the key stands of a value that was typed as an option.</summary>
    private static SourceMark Typed(SourceMark value) => value with { Column = 1 };

    /// <summary>The place of some value, where all axes were written on the command line.</summary>
    private static SourceMark AnyMark(SweepDefinition definition) =>
        definition.Grid.Values.Concat(definition.Paired.SelectMany(set => set.Values)).Select(values => values[0].Mark)
            .Concat(definition.Random?.Keys.Values.Select(each => each.Mark) ?? []).FirstOrDefault();
}
