using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>Runs that differ in the seed alone, and in keys that have no effect: the unit of evidence.</summary>
/// <param name="Runs">The runs, by seed; at least one.</param>
/// <param name="Label">What it is called among the groups it was read with: <c>rate 0.001, slots 64</c>; one line.</param>
public sealed record RunGroup(IReadOnlyList<RunFacts> Runs, string Label)
{
    /// <summary>The config that all of them have, seed and keys without effect aside.</summary>
    public FlatConfig Config => Runs[0].Config;

    /// <summary>The definition of the task that all of them have.</summary>
    public FlatConfig TaskConfig => Runs[0].TaskConfig;

    /// <summary>The experiment's name.</summary>
    public string Name => Runs[0].Name;

    /// <summary>The task's name; null where it cannot be read.</summary>
    public string? Task => Runs[0].Task;

    /// <summary>The machine's kind; null where it cannot be read.</summary>
    public string? Machine => Runs[0].Machine;

    /// <summary>The metric that counts.</summary>
    public string DecisiveMetric => Runs[0].DecisiveMetric;

    /// <summary>How many of the runs have ended.</summary>
    public int Ended => Runs.Count(run => run.HasEnded);

    /// <summary>The folder that all runs lie in, or below; the run itself where there is one.</summary>
    public string Path => Runs.Count == 1 ? Runs[0].Path : CommonFolder([.. Runs.Select(run => run.Path)]);

    /// <summary>
    /// Where it is, for people: the folder of the runs without the seed, <c>results/name</c> also of <c>results/name-seed1</c>.
    /// </summary>
    public string Place => Runs.Select(run => SeedFolders.WithoutSeed(run.Path)).Distinct().Count() == 1
        ? SeedFolders.WithoutSeed(Runs[0].Path, asGiven: true)
        : Path;

    /// <summary>What any run has measured at its end, in the order of the files, the metric that counts first.</summary>
    public IReadOnlyList<string> Metrics => [.. Runs.SelectMany(run => run.Final?.Metrics ?? []).Select(metric => metric.Name).Distinct()
        .OrderBy(name => name != DecisiveMetric)];

    /// <summary>What the runs count for in a summary of a metric; see <see cref="RunFacts.Outcome"/>.</summary>
    public IReadOnlyList<double> Outcomes(string metric) => [.. Runs.Select(run => run.Outcome(metric)).OfType<double>()];

    /// <summary>The summary of a metric at the end, over all runs that have ended; of no number where none has measured it.</summary>
    public Summary Summarize(string metric)
    {
        bool isMeasured = Runs.Any(run => run.Final?[metric] is not null) || Runs.All(run => run.Final is null);
        return Summary.Of(isMeasured ? Outcomes(metric) : []);
    }

    /// <summary>The same of the last evaluation during training, which is what chooses.</summary>
    public Summary SummarizeSelection(string metric) =>
        Summary.Of(Runs.Select(run => run.SelectionOutcome(metric)).OfType<double>());

    private static string CommonFolder(string[] paths)
    {
        string common = System.IO.Path.GetDirectoryName(paths[0]) ?? "";
        while (common.Length > 0 && !paths.All(IsBelow))
            common = System.IO.Path.GetDirectoryName(common) ?? "";
        return common.Length > 0 ? common : ".";

        bool IsBelow(string path) => path.StartsWith(common + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
