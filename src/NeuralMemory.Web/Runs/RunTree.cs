using System.Buffers;
using NeuralMemory.Analysis;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>The runs of a folder as sweeps, groups and runs, those that are asked for, in the order that is asked for.</summary>
internal static class RunTree
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("=<>~!(");

    /// <summary>The names that the table is ordered by.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["run", "subject", "state", "progress", "value", "time", "age"];

    /// <summary>The runs that a filter leaves.</summary>
    /// <param name="all">All runs.</param>
    /// <param name="filter">
    /// Words that a run's name, task, machine, state or tags all contain; or, with an operator in it, an expression as in
    /// <c>runs list --where</c>; empty for all.
    /// </param>
    /// <exception cref="InvalidInputException">The expression says nothing; the message tells where.</exception>
    public static IReadOnlyList<ShownRun> Choose(IReadOnlyList<ShownRun> all, string filter)
    {
        if (string.IsNullOrWhiteSpace(filter) || all.Count == 0)
            return all;
        if (filter.AsSpan().ContainsAny(Operators))
        {
            HashSet<RunFacts> chosen = [.. RunFilter.Choose(filter, [.. all.Select(run => run.Facts)], "filter")];
            return [.. all.Where(run => chosen.Contains(run.Facts))];
        }

        string[] words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. all.Where(run => Array.TrueForAll(words, word => TextOf(run).Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>The tree of some runs.</summary>
    /// <param name="snapshot">All runs.</param>
    /// <param name="chosen">Those that are shown.</param>
    /// <param name="order">One of <see cref="Orders"/>.</param>
    /// <param name="isDescending">Whether the greatest comes first.</param>
    public static IReadOnlyList<RunNode> Of(RunsSnapshot snapshot, IReadOnlyList<ShownRun> chosen, string order, bool isDescending)
    {
        Dictionary<RunFacts, ShownRun> byFacts = chosen.ToDictionary(run => run.Facts);
        List<RunNode> nodes = [.. chosen.Where(run => !run.Facts.IsReadable).Select(run => RunNode.Of(run, run.Name))];
        Dictionary<RunFacts, string> names = snapshot.Runs.ToDictionary(run => run.Facts, run => run.Name);
        Dictionary<string, List<RunNode>> sweeps = [];
        foreach (RunGroup group in snapshot.Collection.Groups)
        {
            ShownRun[] runs = [.. group.Runs.Select(run => byFacts.GetValueOrDefault(run)).OfType<ShownRun>()];
            if (runs.Length == 0)
                continue;
            string? sweep = snapshot.Sweeps.Where(name => IsBelow(runs[0].Name, name)).MaxBy(name => name.Length);
            // A run that is alone goes by its folder; in a sweep by what makes its point.
            RunNode node = group.Runs.Count == 1 && sweep is null ? RunNode.Of(runs[0], runs[0].Name)
                : RunNode.OfGroup(names[group.Runs[0]], runs, sweep is null ? PlaceOf(group, runs) : group.Label);
            if (sweep is null)
                nodes.Add(node);
            else if (!sweeps.TryAdd(sweep, [node]))
                sweeps[sweep].Add(node);
        }

        nodes.AddRange(sweeps.Select(each => RunNode.Of(each.Key, each.Key, each.Value)));
        // Which seed of a group was heard of last says nothing.
        Comparison<RunNode> below = order == "age" ? Comparer("run", isDescending: false) : Comparer(order, isDescending);
        nodes.ForEach(node => node.Sort(below));
        return [.. nodes.Order(Comparer<RunNode>.Create(Comparer(order, isDescending)))];
    }

    private static string TextOf(ShownRun run) =>
        $"{run.Name} {run.Facts.Name} {run.Facts.Task} {run.Facts.Machine} {run.Facts.State} {string.Join(' ', run.Tags)}";

    /// <summary>The folder of a group below the one that is shown, without the seeds.</summary>
    private static string PlaceOf(RunGroup group, ShownRun[] runs)
    {
        string[] names = [.. runs.Select(run => SeedFolders.WithoutSeed(run.Name, asGiven: true)).Distinct()];
        return names is [{ Length: > 0 } one] ? one : group.Label;
    }

    private static bool IsBelow(string name, string folder) =>
        folder == ServedFolder.Itself || name.StartsWith(folder + "/", StringComparison.Ordinal);

    private static Comparison<RunNode> Comparer(string order, bool isDescending) => (a, b) =>
    {
        // What has no value comes last, whichever way.
        if (order == "value" && (a.Value is null || b.Value is null) && a.Value.HasValue != b.Value.HasValue)
            return a.Value is null ? 1 : -1;
        int compared = order switch
        {
            "subject" => NaturalOrder.Instance.Compare(Subject(a), Subject(b)),
            "state" => string.CompareOrdinal(a.Runs[0].Facts.State, b.Runs[0].Facts.State),
            "progress" => a.Progress.CompareTo(b.Progress),
            "value" => Nullable.Compare(a.Value, b.Value),
            "time" => a.Runs.Sum(run => run.Seconds).CompareTo(b.Runs.Sum(run => run.Seconds)),
            // Those that train now stay where they are, whichever of them wrote last.
            "age" => a.IsRunning && b.IsRunning ? 0
                : a.IsRunning != b.IsRunning ? b.IsRunning.CompareTo(a.IsRunning) : b.Updated.CompareTo(a.Updated),
            _ => 0,
        };
        compared = isDescending ? -compared : compared;
        if (order == "run")
            return isDescending ? NaturalOrder.Instance.Compare(b.Title, a.Title) : NaturalOrder.Instance.Compare(a.Title, b.Title);
        return compared != 0 ? compared : NaturalOrder.Instance.Compare(a.Title, b.Title);
    };

    private static string Subject(RunNode node) => $"{node.Runs[0].Facts.Task} {node.Runs[0].Facts.Machine}";
}
