using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The launchers that there are.</summary>
internal static class Launchers
{
    /// <summary>How a user asks for them.</summary>
    public static IReadOnlyList<string> Names { get; } = [LocalLauncher.LauncherName, SlurmLauncher.LauncherName];

    /// <summary>The launcher of a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="choice">What the user says.</param>
    /// <param name="options">How jobs are run.</param>
    /// <exception cref="InvalidInputException">An option for sbatch is wrong, or for nobody.</exception>
    public static ILauncher Of(Sweep sweep, LauncherChoice choice, JobOptions options)
    {
        SweepDefinition definition = sweep.Definition;
        LauncherDefinition said = definition.Launcher ?? new();
        string name = choice.Name ?? YamlValues.NameOf(said.Name), folder = Path.GetFullPath(sweep.Folder);
        ExpectNoSlurm(name, choice);
        return name == LocalLauncher.LauncherName
            ? new LocalLauncher(definition.Jobs, options)
            : new SlurmLauncher(Slurm(
                folder, ["sweep", "work", folder, "--job", SlurmOptions.JobPlace], definition.Name,
                SlurmSettings.Read(choice.Slurm, said.Slurm), choice, definition.Threads, options));
    }

    /// <summary>The launcher of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="train">The arguments that train one seed of it, with a place for the seed.</param>
    /// <param name="sideBySide">How many seeds at a time, here.</param>
    /// <param name="choice">What the user says.</param>
    /// <param name="options">How jobs are run.</param>
    /// <exception cref="InvalidInputException">An option for sbatch is wrong, or for nobody.</exception>
    public static ILauncher Of(SeedGroup group, IReadOnlyList<string> train, int sideBySide, LauncherChoice choice, JobOptions options)
    {
        ExpectNoSlurm(choice.Name ?? LocalLauncher.LauncherName, choice);
        return choice.Name is null or LocalLauncher.LauncherName
            ? new LocalLauncher(sideBySide, options)
            : new SlurmLauncher(Slurm(
                Path.GetFullPath(group.Folder), train, group.Experiment.Config.Name, SlurmSettings.Read(choice.Slurm), choice,
                group.Experiment.Threads, options));
    }

    /// <summary>What the launchers that have left something in a sweep's folder know of its jobs, by ID.</summary>
    public static IReadOnlyDictionary<string, JobSighting> Look(string folder)
    {
        Dictionary<string, JobSighting> sightings = new(StringComparer.Ordinal);
        foreach (ILauncher launcher in Known(folder))
            foreach (var (id, sighting) in launcher.Look())
                sightings[id] = sighting;
        return sightings;
    }

    /// <summary>Cancels jobs of a folder that wait or run elsewhere.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ids">Which; null for all.</param>
    /// <returns>The IDs of those that were cancelled.</returns>
    public static IReadOnlyList<string> Cancel(string folder, IReadOnlyCollection<string>? ids) =>
        [.. Known(folder).SelectMany(launcher => launcher.Cancel(ids))];

    /// <summary>The launchers that have left something in a sweep's folder; the local one leaves nothing.</summary>
    private static IEnumerable<ILauncher> Known(string folder) => !SlurmLauncher.HasSubmitted(folder) ? [] :
    [
        new SlurmLauncher(new() { Folder = folder, Program = [], Work = [], Name = "", Time = TimeProvider.System }),
    ];

    private static SlurmOptions Slurm(
        string folder, IReadOnlyList<string> work, string name, IReadOnlyDictionary<string, string> settings, LauncherChoice choice,
        int threads, JobOptions options) => new()
        {
            Folder = folder,
            Program = StartedProgram.Words,
            Work = work,
            Name = name,
            Settings = settings,
            MostAtOnce = choice.MostAtOnce,
            Threads = threads,
            Memory = plans => LaunchEstimate.LargestMemory(plans, options.Engines),
            OnFailure = options.OnFailure,
            Time = options.Time,
        };

    private static void ExpectNoSlurm(string name, LauncherChoice choice)
    {
        if (name != LocalLauncher.LauncherName || choice.Slurm.Count == 0)
            return;
        Diagnostics diagnostics = new();
        diagnostics.Add(SourceMark.WholeFile("--slurm"), "it has options for sbatch, and the jobs run here; add --launcher slurm");
        diagnostics.ThrowIfAny();
    }
}
