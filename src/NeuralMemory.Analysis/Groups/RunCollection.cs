using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>Runs, as they lie in folders, divided into groups by what their configs differ in beside the seed.</summary>
public sealed class RunCollection
{
    /// <summary>How many digits of a hash a sweep names the folder of a point by.</summary>
    private const int HashLength = 12;

    private RunCollection(IReadOnlyList<RunFacts> runs, IReadOnlyList<RunGroup> groups, IReadOnlyList<ConfigDifference> differences) =>
        (Runs, Groups, Differences) = (runs, groups, differences);

    /// <summary>All runs, by their paths in the order in which these were given; half-written and damaged ones among them.</summary>
    public IReadOnlyList<RunFacts> Runs { get; }

    /// <summary>The runs that belong to no group, since their config or status cannot be read.</summary>
    public IEnumerable<RunFacts> Unreadable => Runs.Where(run => !run.IsReadable);

    /// <summary>
    /// The groups: by the paths as given, and among those of one path by the values that they differ in, numbers by their size. Where two
    /// runs of one config have the same seed, as where an experiment was repeated in another folder, each folder is a group.
    /// </summary>
    public IReadOnlyList<RunGroup> Groups { get; }

    /// <summary>The keys in which the groups differ, with a value for each group, in the order of the config.</summary>
    public IReadOnlyList<ConfigDifference> Differences { get; }

    /// <summary>
    /// What all groups share, as a headline: <c>ntm on copy</c>, <c>ntm, lstm on copy</c>; of many kinds, how many they are.
    /// </summary>
    public string Subject => $"{Several(Groups.Select(group => group.Machine), "machines")} on "
        + Several(Groups.Select(group => group.Task), "tasks");

    /// <summary>Reads the runs in some folders: a run, a group, a sweep, or any folder with runs up to four levels below.</summary>
    /// <param name="paths">The folders; at least one.</param>
    /// <exception cref="RunException">There is no such folder, or one without a run; the message names runs nearby.</exception>
    public static RunCollection Open(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (string path in paths)
            if (RunLister.FindPaths(path, withHalfWritten: true).Count == 0)
                throw RunLister.NothingAt(path);
        return Find(paths);
    }

    /// <summary>The same, where a folder without a run is none the worse.</summary>
    /// <param name="paths">The folders.</param>
    public static RunCollection Find(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        HashSet<string> seen = new(StringComparer.Ordinal);
        TaskTexts tasks = new();
        List<(int Argument, RunFacts Run)> runs = [];
        for (int i = 0; i < paths.Count; i++)
            foreach (string path in RunLister.FindPaths(paths[i], withHalfWritten: true))
                if (seen.Add(Path.GetFullPath(path)))
                    runs.Add((i, new(path, tasks)));
        return Of(runs);
    }

    /// <summary>The same of runs that were read already, such as those that a filter left over.</summary>
    /// <param name="runs">The runs.</param>
    public static RunCollection Of(IEnumerable<RunFacts> runs) => Of([.. runs.Select(run => (0, run))]);

    /// <summary>Each run as a group of its own: to compare the seeds of one group.</summary>
    public RunCollection Apart() => Of([.. Runs.Select(run => (0, run))], isApart: true);

    private static RunCollection Of(List<(int Argument, RunFacts Run)> runs, bool isApart = false)
    {
        Draft[] drafts = [.. runs.Where(each => each.Run.IsReadable).GroupBy(each => RunKeys.TextOf(each.Run))
            .SelectMany(same => Divide([.. same], isApart))];
        IReadOnlyList<ConfigDifference> differences = ConfigDifference.Between([.. drafts.Select(draft => draft.Config)]);
        string[] labels = GroupLabels.Of(differences, [.. drafts.Select(draft => draft.Name)]);
        int[] order = [.. Enumerable.Range(0, drafts.Length)];
        Array.Sort(order, (a, b) => Compare(drafts, differences, a, b));
        return new([.. runs.Select(each => each.Run)],
            [.. order.Select(i => new RunGroup([.. drafts[i].Runs.Select(each => each.Run)], labels[i]))],
            [.. differences.Select(each => each with { Values = [.. order.Select(i => each.Values[i])] })]);
    }

    /// <summary>The groups that runs of one config make.</summary>
    private static IEnumerable<Draft> Divide((int Argument, RunFacts Run)[] same, bool isApart)
    {
        if (isApart)
            return same.Select(each => new Draft([each], $"seed {each.Run.Seed}"));
        return same.Select(each => each.Run.Seed).Distinct().Count() == same.Length
            ? [Draft.Of(same)]
            : same.GroupBy(each => SeedFolders.WithoutSeed(each.Run.Path)).Select(folder => Draft.Of([.. folder]));
    }

    private static int Compare(Draft[] drafts, IReadOnlyList<ConfigDifference> differences, int a, int b)
    {
        if (drafts[a].Argument.CompareTo(drafts[b].Argument) is not 0 and var order)
            return order;
        foreach (ConfigDifference difference in differences)
            if (ConfigDifference.Compare(difference.Values[a], difference.Values[b]) is not 0 and var byValue)
                return byValue;
        return (drafts[a].First, a).CompareTo((drafts[b].First, b));
    }

    private static string Several(IEnumerable<string?> names, string many) => names.OfType<string>().Distinct().ToArray() switch
    {
        [] => "unknown",
        { Length: > 3 } all => $"{all.Length} {many}",
        var all => string.Join(", ", all),
    };

    /// <summary>A group before it has a label.</summary>
    private sealed record Draft((int Argument, RunFacts Run)[] Runs, string Name)
    {
        public int Argument => Runs.Min(each => each.Argument);

        public long First => Runs[0].Run.Seed ?? 0;

        public KeyValuePair<string, string>[] Config { get; } = [.. RunKeys.Of(Runs[0].Run)];

        public static Draft Of((int Argument, RunFacts Run)[] runs) =>
            new([.. runs.OrderBy(each => each.Run.Seed)], NameOf([.. runs.Select(each => each.Run)]));

        /// <summary>
        /// The folder of all of them; else the config's name: one of several folders says nothing of the others, and one that names a point
        /// of a sweep by its hash says nothing to people.
        /// </summary>
        private static string NameOf(RunFacts[] runs) => runs.Select(run => SeedFolders.NameOf(run.Path)).Distinct().ToArray() is [var name]
            && !(name.Length == HashLength && name.All(char.IsAsciiHexDigitLower)) ? name : runs[0].Name;
    }
}
