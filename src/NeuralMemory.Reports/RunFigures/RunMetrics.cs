using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reports;

/// <summary>What runs have measured, and which of it a figure shows.</summary>
internal static class RunMetrics
{
    private static readonly string[] Shares = ["wrong_bits_percent", "wrong_symbols_percent", "wrong_numbers_percent"];

    /// <summary>The names of what was measured in the course of training, in the order of the files.</summary>
    public static string[] OfCurves(RunCollection runs, string split) =>
    [
        .. runs.Groups.SelectMany(group => split == "evaluation" ? group.Runs : group.Runs.Take(1))
            .SelectMany(run => split == "evaluation" ? run.Evaluations.TakeLast(1) : RecordsOf(run, split).TakeLast(1))
            .SelectMany(record => record.Values).Select(value => value.Name).Distinct(),
    ];

    /// <summary>The metric to draw.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="wanted">What the user wants; null for the metric that counts.</param>
    /// <param name="names">What there is.</param>
    /// <param name="where">Where, in words.</param>
    /// <exception cref="RunException">It was not measured.</exception>
    public static string Choose(RunCollection runs, string? wanted, IReadOnlyList<string> names, string where)
    {
        if (names.Count == 0)
            throw new RunException(RunProblem.Missing, $"{Subject(runs)} measured nothing {where} so far");
        if (wanted is not null)
            return names.Contains(wanted) ? wanted : throw new RunException(RunProblem.Missing,
                $"{Subject(runs)} not measured '{wanted}' {where}{NearestName.Hint(wanted, names)}");
        string decisive = runs.Groups[0].DecisiveMetric;
        return names.Contains(decisive) ? decisive : names[0];
    }

    /// <summary>The metric that is comparable between sizes of a task: a share; else the one that counts.</summary>
    public static string? OfSizes(IReadOnlyList<string> names) => Shares.FirstOrDefault(names.Contains);

    /// <summary>Machine and task, and the name of an experiment that is alone.</summary>
    public static string TitleOf(RunCollection runs) => runs.Groups switch
    {
        [{ Runs: [var run] }] => string.Create(CultureInfo.InvariantCulture, $"{run.Name}, seed {run.Seed}: {runs.Subject}"),
        [var group] => $"{group.Name}: {runs.Subject}",
        _ => runs.Subject,
    };

    /// <summary>What was published of a metric, where all groups that know of it agree; not where a machine fails to come to it.</summary>
    public static IReadOnlyList<FigureReference> PublishedOf(RunCollection runs, string metric)
    {
        double[] values =
        [
            .. runs.Groups.Where(group => (group.Config.TextAt("published.metric") ?? MetricNames.Usual) == metric
                    && group.Config.TextAt("published.result") != "fails")
                .Select(group => double.TryParse(group.Config.TextAt("published.value"), NumberStyles.Float, CultureInfo.InvariantCulture,
                    out double value) ? value : double.NaN)
                .Where(double.IsFinite).Distinct(),
        ];
        return values is [var one] ? [new(one, $"published: {AxisText.Value(one)}")] : [];
    }

    private static IReadOnlyList<MetricsRecord> RecordsOf(RunFacts run, string split)
    {
        using RunDirectory directory = RunDirectory.Open(run.Path);
        return directory.ReadMetricsOf(split);
    }

    private static string Subject(RunCollection runs) => runs.Groups is [{ Runs: [var run] }]
        ? $"'{run.Path}' has"
        : string.Create(CultureInfo.InvariantCulture, $"the {runs.Groups.Sum(group => group.Runs.Count)} runs have");
}
