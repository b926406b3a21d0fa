namespace NeuralMemory.Analysis;

/// <summary>Names groups by what tells them apart, and by as little of it as does.</summary>
internal static class GroupLabels
{
    private const int MostFree = 3, LongestValue = 32;

    private static readonly string[] FirstKeys = [RunKeys.TaskName, "machine.kind"];

    /// <summary>A label for each group, in order; no two are the same.</summary>
    /// <param name="differences">The keys in which the groups differ, with a value for each group.</param>
    /// <param name="names">What each group is called beside its config: the name of its folder.</param>
    public static string[] Of(IReadOnlyList<ConfigDifference> differences, IReadOnlyList<string> names)
    {
        ConfigDifference[] shown = Choose(differences);
        string[] labels =
        [
            .. names.Select((name, i) => string.Join(", ", shown.Select(each => Told(each, each.Values[i])).Where(text => text.Length > 0))
                is { Length: > 0 } label ? label : name),
        ];
        return Unique(labels, names);
    }

    /// <summary>
    /// The task and the machine say most, and other kinds; what a kind decides, as all keys that only one machine has, need not be said.
    /// Of the rest all is said as long as that is not much, and else what is not decided by what was said before.
    /// </summary>
    private static ConfigDifference[] Choose(IReadOnlyList<ConfigDifference> differences)
    {
        List<ConfigDifference> chosen = [];
        foreach (ConfigDifference each in differences.Where(IsKind).OrderBy(each => Array.IndexOf(FirstKeys, each.Key) is >= 0 and var at
            ? at : FirstKeys.Length))
            AddUnlessDecided(chosen, each);
        ConfigDifference[] free = [.. differences.Where(each => !IsKind(each) && !IsDecided(chosen, each))];
        if (free.Length <= MostFree)
            return [.. chosen, .. free];
        foreach (ConfigDifference each in free)
            AddUnlessDecided(chosen, each);
        return [.. chosen];
    }

    private static void AddUnlessDecided(List<ConfigDifference> chosen, ConfigDifference next)
    {
        if (!IsDecided(chosen, next))
            chosen.Add(next);
    }

    /// <summary>Whether groups that are the same in all that was chosen are the same in this.</summary>
    private static bool IsDecided(List<ConfigDifference> chosen, ConfigDifference next)
    {
        Dictionary<string, string?> seen = [];
        for (int i = 0; i < next.Values.Count; i++)
        {
            string before = string.Join('\0', chosen.Select(each => each.Values[i]));
            if (!seen.TryAdd(before, next.Values[i]) && seen[before] != next.Values[i])
                return false;
        }

        return true;
    }

    private static bool IsKind(ConfigDifference difference) =>
        FirstKeys.Contains(difference.Key) || difference.Key.EndsWith(".kind", StringComparison.Ordinal);

    /// <summary>The task and the machine need no name before them.</summary>
    private static string Told(ConfigDifference difference, string? value) => value switch
    {
        null => "",
        _ when FirstKeys.Contains(difference.Key) => value,
        { Length: > LongestValue } => $"{difference.Name} {value[..(LongestValue - 3)]}...",
        _ => $"{difference.Name} {value}",
    };

    /// <summary>Groups that nothing of the config tells apart go by their folders, and then by their numbers.</summary>
    private static string[] Unique(string[] labels, IReadOnlyList<string> names)
    {
        string[] told = [.. labels.Select((label, i) =>
            labels.Count(other => other == label) > 1 && label != names[i] ? $"{label}, {names[i]}" : label)];
        return
        [
            .. told.Select((label, i) => told.Count(other => other == label) > 1
                ? $"{label} ({1 + told.Take(i).Count(other => other == label)})"
                : label),
        ];
    }
}
