using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// When a run counts as solved: its stop rule is met; or, where the config has none, it ends within the tolerance of the published
/// figure, and then since the first evaluation that was. A config with neither has no rule.
/// </summary>
public static class SolveRule
{
    /// <summary>
    /// The metric that a config is about: that of its stop rule, else the one of a published figure, else the cross-entropy.
    /// </summary>
    public static string MetricOf(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Stop?.Metric.Name ?? config.Published?.Metric ?? "bits_per_sequence";
    }

    /// <summary>Whether a config says when a run is solved.</summary>
    public static bool Exists(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Stop is not null || config.Published is not null;
    }

    /// <summary>When a run was solved; null when it was not, and where there is no rule.</summary>
    /// <param name="config">Its config.</param>
    /// <param name="evaluations">Its evaluations during training, in order.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="final">The evaluation at its end; null while it has not ended.</param>
    public static Convergence? Find(
        ExperimentConfig config, IReadOnlyList<MetricsRecord> evaluations, RunStatus status, Evaluation? final)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(status);
        if (config.Stop is { } stop)
            return Met(stop, evaluations) ?? (status.State == RunState.Done && status.Step < config.Training.TotalSteps ? AtEnd() : null);
        if (config.Published is not { } published || !IsAtBar(final?[published.Metric]))
            return null;
        return evaluations.FirstOrDefault(each => IsAtBar(each[published.Metric])) is { } first ? At(first) : AtEnd();

        bool IsAtBar(double? value) => IsHigherBetter(published) ? value >= BarOf(published) : value <= BarOf(published);

        Convergence AtEnd() => new(status.Sequences, status.Seconds);
    }

    /// <summary>The rule in words; empty where there is none.</summary>
    public static string Describe(ExperimentConfig config) => config?.Stop is { } stop ? $"{stop.Metric} {stop.Bound} in {stop.Streak}"
        : config?.Published is null ? ""
        : $"{config.Published.Metric} at {(IsHigherBetter(config.Published) ? "least" : "most")} "
            + $"{YamlText.Number(BarOf(config.Published))} at the end";

    private static Convergence? Met(StopConfig stop, IReadOnlyList<MetricsRecord> evaluations)
    {
        string metric = stop.Metric.Name;
        int streak = 0;
        foreach (MetricsRecord record in evaluations)
        {
            streak = record[metric] is { } value && stop.IsMet(value) ? streak + 1 : 0;
            if (streak >= stop.Times)
                return At(record);
        }

        return null;
    }

    private static bool IsHigherBetter(PublishedFigure published) => TaskMetrics.Find(published.Metric) is { HigherIsBetter: true };

    private static double BarOf(PublishedFigure published) =>
        published.Value + (IsHigherBetter(published) ? -published.Tolerance : published.Tolerance);

    private static Convergence At(MetricsRecord record) => new(record.Sequences, record.Seconds);
}
