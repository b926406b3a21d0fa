using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The rules of <c>published</c> that concern the task and the grid: everything that it names is measured.</summary>
internal static class PublishedRules
{
    /// <summary>Reports what is named and never measured.</summary>
    /// <param name="root">The config's tree.</param>
    /// <param name="config">The config.</param>
    /// <param name="task">Its task.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    public static void Check(YamlMapping root, ExperimentConfig config, TaskDefinition task, Diagnostics diagnostics)
    {
        if (config.Published is not { } published || root.At("published") is not YamlMapping section)
            return;
        string[] metrics = [.. task.Metrics.Select(metric => metric.Name)];
        if (section.Find("metric") is { } metric)
            metric.Value.AsChoice("metric of the task", metrics, diagnostics);
        else if (!metrics.Contains(published.Metric))
            diagnostics.Add(section.Mark, $"'published' has no 'metric', and the task does not measure {published.Metric}; "
                + $"name one of {string.Join(", ", metrics)}");
        CheckResult(section, published, diagnostics);
        foreach (YamlMapping expected in (section.Find("expect")?.Value as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (expected.Find("metric") is { Value: YamlScalar { IsNull: false } } own)
                own.Value.AsChoice("metric of the task", metrics, diagnostics);
            if (expected.Has("at_most") == expected.Has("at_least"))
                diagnostics.Add(expected.Mark, expected.Has("at_most")
                    ? "'expect' has both 'at_most' and 'at_least'; write one of them"
                    : "'expect' has neither 'at_most' nor 'at_least'; write one of them");
            if (expected.Find("at")?.Value is YamlMapping at)
                CheckPoint(at, config.Evaluation, diagnostics);
        }
    }

    /// <summary>What fails is not expected to be solved.</summary>
    private static void CheckResult(YamlMapping section, PublishedFigure published, Diagnostics diagnostics)
    {
        if (published.Result != PublishedResult.Fails)
            return;
        foreach (string key in (string[])["solved", "within", "contrast"])
            if (section.Find(key) is { Value: not YamlScalar { IsNull: true } } entry)
                diagnostics.Add(entry.Mark, $"'published.{key}' is of a machine that comes to the figure, and 'result: fails' says that "
                    + "this one does not; leave one of the two out");
    }

    private static void CheckPoint(YamlMapping at, EvaluationConfig evaluation, Diagnostics diagnostics)
    {
        if (at.Entries.Count == 0)
            return;
        string[] axes = [.. evaluation.Grid.Keys];
        foreach (YamlEntry entry in at.Entries)
        {
            if (!evaluation.Grid.TryGetValue(entry.Key, out IReadOnlyList<ValueRange>? values))
                diagnostics.Add(entry.Mark, $"'{entry.Key}' is no axis of 'evaluation.grid'; "
                    + (axes.Length == 0 ? "there is no grid" : $"its axes are {string.Join(", ", axes)}"));
            else if (entry.Value is YamlScalar scalar && scalar.TryReal(out double value) && !values.Contains(Fixed(value), ByBounds))
                diagnostics.Add(entry.Value.Mark, $"'evaluation.grid' has no point where {entry.Key} is {scalar.Text}; "
                    + $"its values are {string.Join(", ", values)}");
        }

        if (axes.Where(axis => at.Find(axis) is null).ToArray() is { Length: > 0 } open)
            diagnostics.Add(at.Mark, $"'at' leaves open where the grid is to be looked at: say also {string.Join(", ", open)}");
    }

    private static ValueRange Fixed(double value) => ValueRange.Of(value);

    private static IEqualityComparer<ValueRange> ByBounds { get; } =
        EqualityComparer<ValueRange>.Create((a, b) => a.Low == b.Low && a.High == b.High, a => HashCode.Combine(a.Low, a.High));
}
