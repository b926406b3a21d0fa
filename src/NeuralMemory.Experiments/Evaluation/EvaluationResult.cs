using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>A machine measured at one point.</summary>
public sealed record EvaluationResult
{
    /// <summary>The point's name.</summary>
    public required string Name { get; init; }

    /// <summary>The root of the episodes.</summary>
    public required long Seed { get; init; }

    /// <summary>
    /// What the episodes are for, as <see cref="EvaluationSplit"/> names it; null for others than those of the config.
    /// </summary>
    public required string? Split { get; init; }

    /// <summary>Training steps of the weights.</summary>
    public required long Step { get; init; }

    /// <summary>Training sequences that the weights have seen.</summary>
    public required long Sequences { get; init; }

    /// <summary>The task's parameters as evaluated, in its order.</summary>
    public required IReadOnlyList<KeyValuePair<string, ValueRange>> Parameters { get; init; }

    /// <summary>The memory's slots; null for a machine without memory.</summary>
    public required int? Slots { get; init; }

    /// <summary>What was counted.</summary>
    public required TaskScores Scores { get; init; }

    /// <summary>The metrics that the task asks for, in its order, and then that of the stop rule where it is none of them.</summary>
    public required IReadOnlyList<MetricValue> Metrics { get; init; }

    /// <summary>The metric that the stop rule looks at, which is among <see cref="Metrics"/>; null without a stop rule.</summary>
    public TaskMetric? Decisive { get; init; }

    /// <summary>What computed it; null for the native engine.</summary>
    public string? Engine { get; init; }

    /// <summary>How many answers were kept side by side where its own answer came back to it; null where it did not.</summary>
    public int? Beam { get; init; }

    /// <summary>
    /// What heads were told in place of what the machine would have told them, such as <c>write/gates=0</c>: such a result is not kept in
    /// the run's directory. Empty for a machine as it was trained.
    /// </summary>
    public IReadOnlyList<string> Clamps { get; init; } = [];

    /// <summary>Why the result is not among the run's documents, in a sentence; null when it is, and with <see cref="Clamps"/>.</summary>
    public string? NotKept { get; init; }

    /// <summary>Episodes measured.</summary>
    public int Episodes => (int)Scores.Total.Sequences + Unscored;

    /// <summary>Those of which nothing is scored: they count in no metric.</summary>
    public int Unscored => (int)Scores.Total.UnscoredSequences;

    /// <summary>
    /// What the task draws once, by its own meaning: of that there is one independent draw, however many episodes there are. All else is
    /// drawn anew for each.
    /// </summary>
    public IReadOnlyList<string> DrawnOnce { get; init; } = [];

    /// <summary>The result as a document of the run.</summary>
    public Evaluation ToDocument()
    {
        JsonObject parameters = [];
        foreach (var (name, range) in Parameters)
            parameters[name] = range.IsFixed ? range.Low : new JsonArray(range.Low, range.High);
        return new()
        {
            Name = Name,
            Step = Step,
            Sequences = Sequences,
            Parameters = parameters,
            Slots = Slots,
            Episodes = Episodes,
            Split = Split,
            Seed = Seed,
            Unscored = Unscored == 0 ? null : Unscored,
            DrawnOnce = DrawnOnce.Count == 0 ? null : DrawnOnce,
            Engine = Engine,
            Beam = Beam,
            Metrics = Metrics,
        };
    }

    /// <summary>The metrics of a task, measured, and what decides besides: a run tells the numbers that it acts on.</summary>
    internal static IReadOnlyList<MetricValue> MetricsOf(TaskDefinition task, TaskMetric? decisive, TaskScores scores)
    {
        IEnumerable<TaskMetric> metrics = decisive is { } own && !task.Metrics.Contains(own) ? task.Metrics.Append(own) : task.Metrics;
        return [.. metrics.Select(metric => new MetricValue(metric.Name, scores.Value(metric)))];
    }
}
