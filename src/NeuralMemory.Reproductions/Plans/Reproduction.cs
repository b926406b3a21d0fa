using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>A config that says what was published, and where its runs are: one folder for each seed.</summary>
public sealed class Reproduction
{
    /// <summary>A reproduction.</summary>
    /// <param name="configPath">The config's file.</param>
    /// <param name="resultsFolder">Where the results of all reproductions are.</param>
    public Reproduction(string configPath, string resultsFolder = DefaultResults)
    {
        ConfigPath = configPath;
        Name = Path.GetFileNameWithoutExtension(configPath);
        Folder = Path.Combine(resultsFolder, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(configPath)))!);
    }

    /// <summary>Where the results of reproductions are, below the current folder.</summary>
    public const string DefaultResults = "results/reproductions";

    /// <summary>The config's file.</summary>
    public string ConfigPath { get; }

    /// <summary>The name of the config's file.</summary>
    public string Name { get; }

    /// <summary>Where the tables of all configs beside this one are, and a folder of runs for each.</summary>
    public string Folder { get; }

    /// <summary>The folder of a seed's run.</summary>
    public string RunOf(long seed) => Path.Combine(Folder, Name, SeedFolder.Of(seed));

    /// <summary>The run of a seed that is wanted.</summary>
    public Job JobOf(long seed) => new()
    {
        Id = SeedFolder.Of(seed),
        Group = Name,
        Seed = seed,
        Directory = RunOf(seed),
        Load = () => Load(seed),
    };

    /// <summary>The experiment of a seed, on one thread.</summary>
    /// <exception cref="InvalidInputException">Something is wrong, or nothing is published; every problem is in it.</exception>
    public Experiment Load(long seed)
    {
        Experiment experiment = Experiment.Load(ConfigPath, ["training.threads=1"], seed,
            (root, problems) => ContrastRules.Check(root, this, problems));
        if (experiment.Config.Published is null)
        {
            Diagnostics diagnostics = new();
            diagnostics.Add(new(ConfigPath, 1, 1), "there is nothing to reproduce: the config has no section 'published'");
            diagnostics.ThrowIfAny();
        }

        return experiment;
    }

    /// <summary>The seeds that have a folder, in order.</summary>
    public IReadOnlyList<long> SeedsOnDisk() => SeedFolder.In(Path.Combine(Folder, Name));
}
