using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// What an experiment is about: its metric, and when a run of it counts as solved. Runs that are there say it by themselves.
/// </summary>
public static class ExperimentRules
{
    /// <summary>The metric that a config is about: <see cref="MetricNames.DecisiveOf"/>.</summary>
    public static string MetricOf(ExperimentConfig config) => MetricNames.DecisiveOf(Flat(config));

    /// <summary>When a run counts as solved: <see cref="SolveRule.Of"/>. Null for a config that does not say.</summary>
    public static SolveRule? SolvedBy(ExperimentConfig config) => SolveRule.Of(Flat(config));

    private static FlatConfig Flat(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return FlatConfig.Of((YamlMapping)ExperimentSchema.Root.Write(config));
    }
}
