using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

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
        ExperimentConfig config, IReadOnlyList<MetricsRecord> evaluations, RunStatus status, Evaluation? final)
    {
        if (config.Stop is { } stop)
            return Met(stop, evaluations) ?? (status.State == RunState.Done && status.Step < config.Training.TotalSteps ? AtEnd() : null);
        PublishedFigure published = config.Published!;
        if (!IsAtBar(final?[published.Metric]))
            return null;
        return evaluations.FirstOrDefault(each => IsAtBar(each[published.Metric])) is { } first ? At(first) : AtEnd();

        bool IsAtBar(double? value) => IsHigherBetter(published) ? value >= BarOf(published) : value <= BarOf(published);

        Convergence AtEnd() => new(status.Sequences, status.Seconds);
    }

    /// <summary>The rule in words.</summary>
    public static string Describe(ExperimentConfig config) => config.Stop is { } stop
        ? $"{stop.Metric} {stop.Bound} in {stop.Streak}"
        : $"{config.Published!.Metric} at {(IsHigherBetter(config.Published) ? "least" : "most")} "
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
