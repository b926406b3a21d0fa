using System.CommandLine;
using System.Globalization;

namespace NeuralMemory.Commands;

/// <summary>Seeds as a user lists them: <c>1..10</c>, <c>1,3,5</c>, <c>1..3,7</c>.</summary>
internal static class SeedList
{
    private const int Most = 10_000;

    /// <summary>1 to 10: the seeds of a user who names none.</summary>
    public static IReadOnlyList<long> Usual { get; } = [.. Enumerable.Range(1, 10)];

    /// <summary><c>--seeds</c>; null, which stands for <see cref="Usual"/>, if not given.</summary>
    public static Option<IReadOnlyList<long>?> Option() => new("--seeds")
    {
        HelpName = "SEEDS",
        Description = "Which seeds, as 1..10 or 1,3,5; 1..10 if not given",
        CustomParser = result =>
        {
            if (Read(result.Tokens[^1].Value) is { } seeds)
                return seeds;
            result.AddError($"'--seeds': expected seeds, as in 1..10 or 1,3,5, found '{result.Tokens[^1].Value}'");
            return null;
        },
    };

    /// <summary>The seeds of a list, each once, in order; null when it is none.</summary>
    public static IReadOnlyList<long>? Read(string text)
    {
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

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
