using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What the evaluations of a run decide: which checkpoint is the best, and how long the stop rule has been met.</summary>
/// <param name="state">Where training stands; receives what is found.</param>
/// <param name="config">What the run's config says.</param>
/// <param name="losses">How the task's channels are scored.</param>
/// <param name="hasEnded">Whether training has ended where it stands, so that a checkpoint is written there.</param>
internal sealed class Standing(TrainingState state, ExperimentConfig config, IReadOnlyList<ChannelLoss> losses, Func<bool> hasEnded)
{
    private readonly TaskMetric _metric = config.Stop?.Metric ?? new(TaskMetrics.UsualOf(losses));

    /// <summary>Adds the evaluation of where training stands. It may be the best if a checkpoint is written there.</summary>
    public void Add(TaskScores scores) => Add(state.Step, scores.Value(_metric), IsWritten);

    /// <summary>
    /// Judges all evaluations so far once more, by the rule that the run has now: it may be another than they were judged by. A checkpoint
    /// that is not there any more cannot be the best.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <exception cref="RunException">The metrics cannot be read.</exception>
    public void Recall(RunDirectory run)
    {
        HashSet<long> kept = [.. run.Checkpoints().List()];
        (state.BestStep, state.BestValue, state.StopStreak) = (null, double.MaxValue, 0);
        (state.BestCheckpoint, state.BestCheckpointValue) = (null, null);
        foreach (MetricsRecord record in run.ReadMetrics(state.MetricsLength))
            if (record.Split == "evaluation")
                Add(record.Step, record[_metric.Name] ?? double.NaN, step => kept.Contains(step) && IsWritten(step));
    }

    private void Add(long step, double value, Func<long, bool> isKept)
    {
        state.StopStreak = config.Stop is { } stop && stop.IsMet(value) ? state.StopStreak + 1 : 0;
        if (!double.IsFinite(value))
            return;
        if (state.BestStep is null || _metric.IsBetter(value, state.BestValue))
            (state.BestStep, state.BestValue) = (step, value);
        if ((state.BestCheckpointValue is not { } best || _metric.IsBetter(value, best)) && isKept(step))
            (state.BestCheckpoint, state.BestCheckpointValue) = (step, value);
    }

    private bool IsWritten(long step) => step % config.Training.Checkpoint.Every == 0 || (step == state.Step && hasEnded());
}
