using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>A group: runs of one config that differ in nothing but their seed, in one folder. It is the unit of evidence.</summary>
public sealed class SeedGroup
{
    private readonly string _config;
    private readonly string[] _overrides;

    /// <summary>A group.</summary>
    /// <param name="config">The config's file.</param>
    /// <param name="overrides">Changes of it. Each run has one thread unless they say otherwise.</param>
    /// <param name="seeds">The seeds, at least one.</param>
    /// <param name="folder">Where its runs are; null for <c>results/NAME</c> below the current folder.</param>
    /// <param name="from">Whose weights each of them begins with; null for those of its seed.</param>
    /// <exception cref="InvalidInputException">The config is wrong.</exception>
    /// <exception cref="RunException">The folder is a run's.</exception>
    public SeedGroup(
        string config, IReadOnlyList<string> overrides, IReadOnlyList<long> seeds, string? folder = null, WarmStart? from = null)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(overrides);
        (_config, _overrides) = (config, ["training.threads=1", .. overrides]);
        From = from;
        Experiment = Load(seeds[0]);
        Folder = folder ?? Path.Combine(RunFiles.UsualFolder, Experiment.Config.Name);
        if (RunDirectory.IsRun(Folder))
            throw new RunException(RunProblem.Exists,
                $"'{Folder}' is a run, and the runs of a group have folders of their own in one that is none; choose another by --out");
        Jobs = [.. seeds.Select(seed => new Job
        {
            Id = SeedFolder.Of(seed),
            Group = Experiment.Config.Name,
            Seed = seed,
            Directory = Path.Combine(Folder, SeedFolder.Of(seed)),
            Load = () => Load(seed),
            From = from,
        })];
    }

    /// <summary>Where its runs are.</summary>
    public string Folder { get; }

    /// <summary>Whose weights each of its runs begins with; null for those of its seed.</summary>
    public WarmStart? From { get; }

    /// <summary>What the first seed trains.</summary>
    public Experiment Experiment { get; }

    /// <summary>A job for each seed, in order.</summary>
    public IReadOnlyList<Job> Jobs { get; }

    /// <summary>The arguments of the command that trains one seed of it, or goes on with it.</summary>
    /// <param name="seed">The seed, or what stands for it.</param>
    public IReadOnlyList<string> TrainArguments(string seed) =>
    [
        "train", Path.GetFullPath(_config), .. _overrides.SelectMany(change => (string[])["--set", change]), "--seeds", seed,
        "--out", Path.GetFullPath(Folder),
        .. From is { } origin
            ? (string[])["--from", (origin with { Directory = Path.GetFullPath(origin.Directory) }).ToString()]
            : [],
        .. From is { WithOptimizer: true } ? (string[])["--with-optimizer"] : [],
    ];

    private Experiment Load(long seed) => Experiment.Load(_config, _overrides, seed);
}
