using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>
/// The names by which runs are filtered and sorted: what a run is, how it stands, its metrics (at the end, or in the last evaluation
/// so far), and every key of its config, whole or by as many of its last names as no other key ends with.
/// </summary>
public static class RunFields
{
    private static readonly OrderedDictionary<string, Field> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["task"] = new(run => FieldValue.Of(run.Task), IsText: true),
        ["machine"] = new(run => FieldValue.Of(run.Machine), IsText: true),
        ["state"] = new(run => FieldValue.Of(run.State), IsText: true),
        ["name"] = new(run => FieldValue.Of(run.Name), IsText: true),
        ["path"] = new(run => FieldValue.Of(run.Path), IsText: true),
        ["tag"] = new(run => new(run.Tags), IsText: true),
        ["note"] = new(run => FieldValue.Of(run.Note), IsText: true),
        ["seed"] = new(run => FieldValue.Of(run.Seed)),
        ["step"] = new(run => FieldValue.Of(run.Steps)),
        ["sequences"] = new(run => FieldValue.Of(run.Sequences)),
        ["seconds"] = new(run => FieldValue.Of(run.Seconds)),
        ["speed"] = new(run => FieldValue.Of(run.SequencesPerSecond)),
        ["parameters"] = new(run => FieldValue.Of(run.Parameters)),
        ["updated"] = new(run => FieldValue.Of(run.Status?.Updated.ToUnixTimeMilliseconds() / 1000.0)),
    };

    /// <summary>The names that every run has.</summary>
    public static IReadOnlyList<string> Names => Own.Keys;

    /// <summary>What stands under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="runs">The runs whose configs and metrics count.</param>
    /// <param name="problem">Why there is nothing under the name, with what may be meant; null if there is.</param>
    internal static Field? Find(string name, IReadOnlyList<RunFacts> runs, out string? problem)
    {
        problem = null;
        if (Own.TryGetValue(name, out Field? own))
            return own;
        string[] keys = [.. runs.SelectMany(run => run.Config.Keys).Distinct()];
        if (keys.Contains(name))
            return KeyField(name);
        if (runs.Any(run => run.Latest(name) is not null))
            return new(run => FieldValue.Of(run.Latest(name)));
        string[] ending = [.. keys.Where(key => key.EndsWith("." + name, StringComparison.Ordinal))];
        if (ending.Length == 1)
            return KeyField(ending[0]);
        problem = ending.Length > 1
            ? $"{Quoted.Text(name)} can be {string.Join(", ", ending[..^1])} or {ending[^1]}; say which"
            : $"no run has {Quoted.Text(name)}{Hint(name, keys, runs)}";
        return null;
    }

    private static Field KeyField(string key) => new(run => FieldValue.Of(run.Config.TextAt(key)));

    /// <summary>The one name that is meant, or what there is, but not all keys of a config: they are many.</summary>
    private static string Hint(string name, string[] keys, IReadOnlyList<RunFacts> runs)
    {
        string[] metrics = [.. runs.SelectMany(MetricsOf).Distinct()];
        string[] last = [.. keys.Select(key => key[(key.LastIndexOf('.') + 1)..]).Distinct()];
        return NearestName.Find(name, [.. Own.Keys, .. metrics, .. last, .. keys]) is { } nearest
            ? $"; did you mean '{nearest}'?"
            : $" (known: {string.Join(", ", Own.Keys.Concat(metrics))}, and every key of their configs)";
    }

    private static IEnumerable<string> MetricsOf(RunFacts run) =>
        (run.Final?.Metrics ?? (run.Evaluations is [.., var last] ? last.Values : [])).Select(metric => metric.Name);
}

/// <summary>What stands under a name.</summary>
/// <param name="Of">Takes it from a run.</param>
/// <param name="IsText">Whether it is never a number.</param>
internal sealed record Field(Func<RunFacts, FieldValue> Of, bool IsText = false);
