namespace NeuralMemory.Yaml;

/// <summary>
/// Finds the one name that a user probably meant by one that does not exist, or none when nothing is near. A list of runs, which is
/// ordered and never cut off, is another job: the results, which need nothing but the runtime, do it by themselves.
/// </summary>
public static class NearestName
{
    private const int MaxLength = 64;

    /// <summary>
    /// The candidate with the smallest Damerau-Levenshtein distance (optimal string alignment, letter case ignored, at most a third
    /// of the longer name, at least 1), or null. A candidate that <paramref name="name"/> begins, or that begins it, counts too when
    /// nothing is that near.
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What exists; of equally near ones the first wins.</param>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        if (name.Length is 0 or > MaxLength)
            return null;
        string? best = null, affix = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (candidate.Length is 0 or > MaxLength)
                continue;
            int distance = Distance(name, candidate);
            if (distance <= Math.Max(1, Math.Max(name.Length, candidate.Length) / 3) && distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
            if (Math.Min(name.Length, candidate.Length) >= 3 && (IsPrefix(name, candidate) || IsPrefix(candidate, name)))
                affix ??= candidate;
        }

        return best ?? affix;
    }

    /// <summary>The end of a sentence about an unknown name: <c>; did you mean 'length'? (known: length, width)</c>.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        string[] known = [.. candidates];
        string list = known.Length == 0 ? "" : $"known: {string.Join(", ", known)}";
        return Find(name, known) is { } nearest ? $"; did you mean '{nearest}'? ({list})" : list.Length == 0 ? "" : $" ({list})";
    }

    private static bool IsPrefix(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Edits between two names: insert, delete, replace a letter, or swap two neighbours.</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + substitution);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
