namespace NeuralMemory.Analysis;

/// <summary>Dotted paths by as few of their last names as tell them apart.</summary>
internal static class ShortNames
{
    /// <summary>The names, in order: <c>rate</c>, <c>controller</c> for <c>machine.controller.kind</c>.</summary>
    public static string[] Of(IReadOnlyList<string> paths)
    {
        string[][] parts = [.. paths.Select(PartsOf)];
        int[] counts = [.. parts.Select(_ => 1)];
        // Each round gives one more name to those that are not told apart; none can have more than it has.
        for (bool changed = true; changed;)
        {
            changed = false;
            string[] names = [.. parts.Select((part, i) => Last(part, counts[i]))];
            for (int i = 0; i < names.Length; i++)
                if (counts[i] < parts[i].Length && names.Count(name => name == names[i]) > 1)
                {
                    counts[i]++;
                    changed = true;
                }
        }

        return [.. parts.Select((part, i) => Last(part, counts[i]))];
    }

    /// <summary>The names that say something: what a section is of, and not that it has a kind or parameters.</summary>
    private static string[] PartsOf(string path)
    {
        if (path == RunKeys.TaskName)
            return ["task"];
        bool isOfTask = path.StartsWith(RunKeys.TaskPrefix, StringComparison.Ordinal);
        string[] names = (isOfTask ? path[RunKeys.TaskPrefix.Length..] : path).Split('.');
        names = names is [_, .., "kind"] ? names[..^1] : names;
        return [.. isOfTask ? (string[])["task"] : [], .. names.Where((name, i) => name != "parameters" || i == names.Length - 1)];
    }

    private static string Last(string[] parts, int count) => string.Join('.', parts[^Math.Min(count, parts.Length)..]);
}
