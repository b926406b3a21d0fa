using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>A run, a group of seeds, or a sweep of groups, as the table folds them.</summary>
internal sealed class RunNode
{
    private RunNode(string key, string title, IReadOnlyList<ShownRun> runs, IReadOnlyList<RunNode> below)
    {
        (Key, Title, Runs, Below) = (key, title, runs, below);
        Metric = runs[0].Facts.DecisiveMetric;
        double[] values = [.. runs.Select(run => run.Facts.Latest(Metric)).OfType<double>().Where(value => !double.IsNaN(value))];
        Value = values.Length == 0 ? null : Quartiles.Of(values).Median;
    }

    /// <summary>What tells it from all others.</summary>
    public string Key { get; }

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>Its runs, at least one.</summary>
    public IReadOnlyList<ShownRun> Runs { get; }

    /// <summary>What it folds; empty for a run.</summary>
    public IReadOnlyList<RunNode> Below { get; private set; }

    /// <summary>The metric that counts.</summary>
    public string Metric { get; }

    /// <summary>The latest value of that; of several runs the median; null for none.</summary>
    public double? Value { get; }

    /// <summary>When any of it was last heard of.</summary>
    public DateTimeOffset Updated => Runs.Max(run => run.Facts.Updated);

    /// <summary>Whether any of it trains now.</summary>
    public bool IsRunning => Runs.Any(run => run.IsRunning);

    /// <summary>The share of its steps that are made, 0 to 1: what has ended counts as whole.</summary>
    public double Progress => Runs.Average(run => run.Facts.HasEnded ? 1 : run.Progress ?? 0);

    /// <summary>A run.</summary>
    public static RunNode Of(ShownRun run, string title) => new("run:" + run.Name, title, [run], []);

    /// <summary>A group.</summary>
    /// <param name="first">The name of its first run, whether that is shown or not: a filter does not fold it.</param>
    /// <param name="runs">Its runs that are shown, at least one.</param>
    /// <param name="title">What it is called.</param>
    public static RunNode OfGroup(string first, IReadOnlyList<ShownRun> runs, string title)
    {
        // Runs of one folder are told apart by their seeds; others are known by their folders.
        bool isOneFolder = runs.Select(run => SeedFolders.WithoutSeed(run.Name, asGiven: true)).Distinct().Count() == 1;
        return new("group:" + first, title, runs, [.. runs.Select(run =>
        {
            string seed = FormattableString.Invariant($"seed {run.Facts.Seed}");
            return Of(run, isOneFolder ? seed : $"{run.Name} ({seed})");
        })]);
    }

    /// <summary>A sweep.</summary>
    public static RunNode Of(string sweep, string title, IReadOnlyList<RunNode> groups) =>
        new("sweep:" + sweep, title, [.. groups.SelectMany(group => group.Runs)], groups);

    /// <summary>Puts what it folds in an order, level by level.</summary>
    public void Sort(Comparison<RunNode> order)
    {
        Below = [.. Below.Order(Comparer<RunNode>.Create(order))];
        foreach (RunNode node in Below)
            node.Sort(order);
    }
}
