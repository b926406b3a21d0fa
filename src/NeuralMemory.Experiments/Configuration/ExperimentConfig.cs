using NeuralMemory.Machines;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>An experiment as plain data: what its YAML config says, defaults filled in.</summary>
public sealed record ExperimentConfig
{
    /// <summary>Names the run's folder; letters, digits, '.', '-' and '_'.</summary>
    public string Name { get; init; } = "experiment";

    /// <summary>What the experiment is for, in words; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The root of all randomness of training.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What is learned.</summary>
    public TaskChoice Task { get; init; } = new();

    /// <summary>What learns.</summary>
    public MachineConfig Machine { get; init; } = new NtmConfig();

    /// <summary>How it learns.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>How it is measured.</summary>
    public EvaluationConfig Evaluation { get; init; } = new();

    /// <summary>When it has learned; null to train to the end.</summary>
    public StopConfig? Stop { get; init; }

    /// <summary>What a paper reports of the experiment; null for nothing. Never changes anything of a run.</summary>
    public PublishedFigure? Published { get; init; }
}

/// <summary>A task and the values that its parameters take in training.</summary>
public sealed record TaskChoice
{
    /// <summary>A task of the library, or the path of a task's file.</summary>
    public string Name { get; init; } = "";

    /// <summary>Parameters that differ from the task's file.</summary>
    public IReadOnlyDictionary<string, ValueRange> Parameters { get; init; } = new OrderedDictionary<string, ValueRange>();
}

/// <summary>How the machine is measured on episodes that it is never trained on.</summary>
public sealed record EvaluationConfig
{
    /// <summary>Steps between two evaluations during training; null for none before the end.</summary>
    public long? Every { get; init; }

    /// <summary>Episodes of one evaluation, at least 1.</summary>
    public int Episodes { get; init; } = 64;

    /// <summary>
    /// The root of the selection episodes: held-out ones that decide, as the stop rule and the best checkpoint do. Does not depend on the
    /// run's seed, so that all seeds are measured on the same ones.
    /// </summary>
    public long Seed { get; init; } = 1000;

    /// <summary>
    /// The root of the test episodes: held-out ones that nothing looks at before the end, of which figures are reported. Null for the
    /// selection episodes once more, as in runs of versions that had no others.
    /// </summary>
    public long? TestSeed { get; init; } = 2000;

    /// <summary>The root of the episodes of which figures are reported.</summary>
    internal long ReportedSeed => TestSeed ?? Seed;

    /// <summary>Parameters that differ from those of training.</summary>
    public IReadOnlyDictionary<string, ValueRange> Parameters { get; init; } = new OrderedDictionary<string, ValueRange>();

    /// <summary>
    /// The axes of the generalisation grid, measured when training ends: parameters of the task and <c>slots</c>, each with the values
    /// it takes; empty for no grid.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ValueRange>> Grid { get; init; } =
        new OrderedDictionary<string, IReadOnlyList<ValueRange>>();
}

/// <summary>Training ends when a metric is below or above a bound in several evaluations one after another.</summary>
public sealed record StopConfig
{
    /// <summary>The metric.</summary>
    public TaskMetric Metric { get; init; } = new(MetricKind.BitErrorsPerSequence);

    /// <summary>What it must be below; null when <see cref="Above"/> is the bound.</summary>
    public double? Below { get; init; } = 0.01;

    /// <summary>What it must be above; null when <see cref="Below"/> is the bound.</summary>
    public double? Above { get; init; }

    /// <summary>In how many consecutive evaluations, at least 1.</summary>
    public int Times { get; init; } = 3;

    /// <summary>Whether an evaluation with this value counts.</summary>
    public bool IsMet(double value) => value < Below || value > Above;

    /// <summary>The rule in words: <c>bit_errors_per_sequence was below 0.01</c>.</summary>
    public override string ToString() => $"{Metric} was {Bound}";

    /// <summary>The evaluations in words: <c>an evaluation</c>, <c>3 consecutive evaluations</c>.</summary>
    public string Streak => Times == 1 ? "an evaluation" : $"{Times} consecutive evaluations";

    /// <summary>The bound in words: <c>below 0.01</c>.</summary>
    public string Bound => Above is { } above ? $"above {YamlText.Number(above)}" : $"below {YamlText.Number(Below ?? 0)}";
}
