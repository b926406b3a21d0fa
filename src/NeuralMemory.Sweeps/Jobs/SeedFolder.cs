using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>The folders of a group's runs: one for each seed, directly in the group's.</summary>
public static class SeedFolder
{
    private const string Prefix = "seed-";

    /// <summary>The name of a seed's folder: <c>seed-3</c>.</summary>
    public static string Of(long seed) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seed}");

    /// <summary>The seeds that have a run in a group's folder, in order; none where there is no such folder.</summary>
    public static IReadOnlyList<long> In(string group) => !Directory.Exists(group) ? [] :
    [
        .. Directory.GetDirectories(group).Where(RunDirectory.IsRun).Select(path => Path.GetFileName(path)).Select(SeedOf)
            .OfType<long>().Order(),
    ];

    private static long? SeedOf(string name) => name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
        ? seed
        : null;
}
