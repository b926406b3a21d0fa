using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>A sweep as its YAML says it: one config, and what is varied of it.</summary>
public sealed record SweepDefinition
{
    /// <summary>Names the sweep's folder; letters, digits, '.', '-' and '_'.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for, in words; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The config's file; relative to the sweep's file, or to the current folder.</summary>
    public string Config { get; init; } = "";

    /// <summary>Changes of the config that all points have, by dotted key.</summary>
    public IReadOnlyDictionary<string, YamlNode> Overrides { get; init; } = new OrderedDictionary<string, YamlNode>();

    /// <summary>
    /// The run whose weights all runs begin with: <c>RUN</c>, <c>RUN@STEP</c> or <c>RUN@best</c>, relative to the current folder; empty for
    /// none.
    /// </summary>
    public string From { get; init; } = "";

    /// <summary>Whether they begin with what its optimizer remembers, too.</summary>
    public bool WithOptimizer { get; init; }

    /// <summary>Axes by dotted key of the config: every combination of their values is a point.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<YamlNode>> Grid { get; init; } =
        new OrderedDictionary<string, IReadOnlyList<YamlNode>>();

    /// <summary>Axes that go together: their first values, their second ones, and so on. Several such sets are combined.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> Paired { get; init; } = [];

    /// <summary>Axes whose values are drawn; null for none.</summary>
    public RandomAxes? Random { get; init; }

    /// <summary>The seeds of each point; empty for the config's own.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Threads of each run, at least 1. They change no bit of what the native engine computes.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many jobs run at a time on one machine, at least 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>How often a job that fails is tried again.</summary>
    public int Retries { get; init; }

    /// <summary>What the failure of a job means for the others.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>Where the jobs run, unless the command says it; null for here.</summary>
    public LauncherDefinition? Launcher { get; init; }

    /// <summary>The config and the tasks as they were when the sweep was begun; null in a file that a user writes.</summary>
    public StoredSources? Stored { get; init; }
}

/// <summary>What the failure of a job means for the others.</summary>
public enum FailurePolicy
{
    /// <summary>Nothing: all are run.</summary>
    GoOn,

    /// <summary>No further one begins; those that train are trained to their end.</summary>
    Stop,
}

/// <summary>Axes whose values are drawn: each draw is a point.</summary>
public sealed record RandomAxes
{
    /// <summary>How many points are drawn, at least 1. With more of them the first ones stay what they were.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>The root of the draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What is drawn for each dotted key of the config.</summary>
    public IReadOnlyDictionary<string, Distribution> Keys { get; init; } = new OrderedDictionary<string, Distribution>();
}

/// <summary>What a sweep's folder keeps, so that a job of it can be run wherever the folder is.</summary>
public sealed record StoredSources
{
    /// <summary>The config's tree, as it was written.</summary>
    public YamlMapping Config { get; init; } = new(default);

    /// <summary>The weights that all runs begin with; null for those of their seeds.</summary>
    public StoredWeights? From { get; init; }

    /// <summary>For each task that a point names, the folder below <c>tasks/</c> where it is kept.</summary>
    public IReadOnlyDictionary<string, string> Tasks { get; init; } = new OrderedDictionary<string, string>();
}

/// <summary>Weights of another run, as they were when a sweep was begun.</summary>
public sealed record StoredWeights
{
    /// <summary>What the user wrote: <see cref="SweepDefinition.From"/>.</summary>
    public string Named { get; init; } = "";

    /// <summary>The run's folder, in full.</summary>
    public string Run { get; init; } = "";

    /// <summary>The step of its checkpoint.</summary>
    public long Step { get; init; }

    /// <summary>The SHA-256 of the file of weights.</summary>
    public string Sha256 { get; init; } = "";
}
