using System.Globalization;

namespace NeuralMemory.Sweeps;

/// <summary>Seeds as a user lists them: <c>1..10</c>, <c>1,3,5</c>, <c>1..3,7</c>.</summary>
public static class SeedNumbers
{
    private const int Most = 10_000;

    /// <summary>The seeds of a list, each once, in order; null when it is none.</summary>
    public static IReadOnlyList<long>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        SortedSet<long> seeds = [];
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last
                || first > last || (ulong)(last - first) >= Most)
                return null;
            for (long i = 0; i <= last - first; i++)
                seeds.Add(first + i);
        }

        return seeds.Count <= Most ? [.. seeds] : null;
    }

    /// <summary>The shortest list of some seeds in order: <c>1..3,7</c>.</summary>
    public static string Write(IReadOnlyList<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        List<string> parts = [];
        for (int i = 0; i < seeds.Count; i++)
        {
            int first = i;
            while (i + 1 < seeds.Count && seeds[i + 1] == seeds[i] + 1)
                i++;
            parts.Add(first == i
                ? string.Create(CultureInfo.InvariantCulture, $"{seeds[i]}")
                : string.Create(CultureInfo.InvariantCulture, $"{seeds[first]}..{seeds[i]}"));
        }

        return string.Join(',', parts);
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
