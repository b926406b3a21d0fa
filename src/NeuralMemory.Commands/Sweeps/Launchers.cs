using System.CommandLine;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The launchers that there are.</summary>
internal static class Launchers
{
    private static readonly string[] Names = [LocalLauncher.LauncherName];

    /// <summary><c>--launcher</c>.</summary>
    public static Option<string> Option() => new("--launcher")
    {
        HelpName = "NAME",
        Description = $"Where the jobs run: {string.Join(" or ", Names)}; local if not given",
        DefaultValueFactory = _ => LocalLauncher.LauncherName,
        CustomParser = result =>
        {
            string name = result.Tokens[^1].Value;
            if (!Names.Contains(name))
                result.AddError($"'--launcher': there is no launcher {Quoted.Text(name)}{NearestName.Hint(name, Names)}");
            return name;
        },
    };

    /// <summary>The launcher of a name.</summary>
    /// <param name="name">One of those that <see cref="Option"/> takes.</param>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="sideBySide">How many jobs at a time.</param>
    /// <param name="options">How jobs are run.</param>
    public static ILauncher Create(string name, string folder, int sideBySide, JobOptions options) => name switch
    {
        LocalLauncher.LauncherName => new LocalLauncher(sideBySide, options),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"no launcher of the sweep in {folder}"),
    };

    /// <summary>What the launchers that have left something in a sweep's folder know of its jobs, by ID.</summary>
    public static IReadOnlyDictionary<string, JobSighting> Look(string folder)
    {
        Dictionary<string, JobSighting> sightings = new(StringComparer.Ordinal);
        foreach (ILauncher launcher in Known(folder))
            foreach (var (id, sighting) in launcher.Look())
                sightings[id] = sighting;
        return sightings;
    }

    /// <summary>The launchers that have left something in a sweep's folder; the local one leaves nothing.</summary>
    private static IEnumerable<ILauncher> Known(string folder) => [];
}
