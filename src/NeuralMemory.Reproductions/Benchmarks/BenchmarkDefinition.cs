using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>A benchmark as its YAML says it: tasks, the machines that are compared on them, and how each is tuned and measured.</summary>
public sealed record BenchmarkDefinition
{
    /// <summary>The heading of its page.</summary>
    public string Title { get; init; } = "";

    /// <summary>What a reader of its page should know, in Markdown.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the benchmark was published.</summary>
    public string Source { get; init; } = "";

    /// <summary>The metric by which rates are chosen, and that the table is of.</summary>
    public string Metric { get; init; } = "accuracy_percent";

    /// <summary>A median from which on a machine has solved a task, and is bold; null where nothing is.</summary>
    public double? Solved { get; init; }

    /// <summary>The learning rates that are tried.</summary>
    public IReadOnlyList<LearningRate> Rates { get; init; } = [];

    /// <summary>The seeds of the rate that is chosen; the first is also the one that it is chosen on.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Changes of the configs of all tasks, by dotted key.</summary>
    public IReadOnlyDictionary<string, YamlNode> Overrides { get; init; } = new OrderedDictionary<string, YamlNode>();

    /// <summary>The machines, or the file that has them.</summary>
    public MachineList Machines { get; init; } = new();

    /// <summary>Machines that are left out; once it is read, they are in no list any more.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The tasks, in the order of the table: each a config beside the file.</summary>
    public IReadOnlyList<BenchmarkTask> Tasks { get; init; } = [];

    /// <summary>What others report of machines of theirs.</summary>
    public IReadOnlyList<PublishedRow> Published { get; init; } = [];
}

/// <summary>Machines by name: what stands in a config's <c>machine</c>.</summary>
public sealed record MachineList
{
    /// <summary>The file that has them, relative to the benchmark's; null where they stand in the benchmark's own.</summary>
    public string? File { get; init; }

    /// <summary>They, in the order of the table.</summary>
    public IReadOnlyDictionary<string, YamlNode> Machines { get; init; } = new OrderedDictionary<string, YamlNode>();
}

/// <summary>A task of a benchmark.</summary>
public sealed record BenchmarkTask
{
    /// <summary>The name of its config, a file beside the benchmark's.</summary>
    public string Name { get; init; } = "";

    /// <summary>What guessing comes to; null where it is not said.</summary>
    public double? Chance { get; init; }
}

/// <summary>What others report of a machine.</summary>
public sealed record PublishedRow
{
    /// <summary>The machine.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Where it was published, in brief.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its figures by task.</summary>
    public IReadOnlyDictionary<string, double> Values { get; init; } = new OrderedDictionary<string, double>();
}
