using System.Text.RegularExpressions;

namespace NeuralMemory.Analysis;

/// <summary>The folders of runs whose names differ in the seed alone: <c>name/seed-3</c>, <c>name-seed3</c>.</summary>
public static partial class SeedFolders
{
    /// <summary>What is left of a run's folder without the seed: the name of the experiment, as far as folders tell.</summary>
    /// <param name="path">The run's folder.</param>
    public static string NameOf(string path) => Path.GetFileName(WithoutSeed(path)) is { Length: > 0 } name ? name : WithoutSeed(path);

    /// <summary>The same as a path.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="asGiven">Whether a relative path stays one; else it is a full path.</param>
    public static string WithoutSeed(string path, bool asGiven = false)
    {
        string full = Path.TrimEndingDirectorySeparator(asGiven ? path : Path.GetFullPath(path)), name = Path.GetFileName(full);
        string folder = Path.GetDirectoryName(full) ?? "";
        return SeedAlone().IsMatch(name) && Path.GetFileName(folder).Length > 0 ? folder : Path.Combine(folder, Seed().Replace(name, ""));
    }

    [GeneratedRegex(@"[-_.]seed[-_=]?-?\d+$")]
    private static partial Regex Seed();

    [GeneratedRegex(@"^(seed[-_=]?)?-?\d+$")]
    private static partial Regex SeedAlone();
}
