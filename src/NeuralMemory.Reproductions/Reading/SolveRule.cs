using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// When a seed counts as solved: its stop rule is met; or, where the config has none, it ends within the tolerance of the published
/// figure, and then since the first evaluation that was.
/// </summary>
internal static class SolveRule
{
    /// <summary>When a run was solved; null when it was not.</summary>
    /// <param name="config">Its config.</param>
    /// <param name="evaluations">Its evaluations during training, in order.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="final">The evaluation at its end; null while it has not ended.</param>
    public static Convergence? Find(
        ExperimentConfig config, IReadOnlyList<MetricsRecord> evaluations, RunStatus status, Evaluation? final) =>
        Of(config).Find(evaluations, status, final, config.Training.TotalSteps) is { } solved
            ? new(solved.Sequences, solved.Seconds)
            : null;

    /// <summary>The rule in words.</summary>
    public static string Describe(ExperimentConfig config) => Of(config).ToString();

    private static Analysis.SolveRule Of(ExperimentConfig config) => config.Stop is { } stop
        ? new(stop.Metric.Name, new(stop.Above ?? stop.Below ?? 0, IsAbove: stop.Above is not null, IncludesBound: false), stop.Times)
        {
            EndsTraining = true,
        }
        : Analysis.SolveRule.OfPublished(config.Published!.Metric, config.Published.Value, config.Published.Tolerance);
}
