using NeuralMemory.Analysis;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>What an experiment is about: its metric, and when a run of it counts as solved.</summary>
public static class ExperimentRules
{
    /// <summary>The metric that a config is about: that of its stop rule, else the one of a published figure, else the cross-entropy.</summary>
    public static string MetricOf(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Stop?.Metric.Name ?? config.Published?.Metric ?? "bits_per_sequence";
    }

    /// <summary>
    /// When a run counts as solved: its stop rule is met; or, where the config has none, it ends within the tolerance of the published
    /// figure, and then since the first evaluation that was. Null for a config with neither.
    /// </summary>
    public static SolveRule? SolvedBy(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Stop is { } stop)
            return new(stop.Metric.Name, new(stop.Above ?? stop.Below ?? 0, IsAbove: stop.Above is not null, IncludesBound: false), stop.Times)
            {
                EndsTraining = true,
            };
        return config.Published is { } published ? SolveRule.OfPublished(published.Metric, published.Value, published.Tolerance) : null;
    }
}
