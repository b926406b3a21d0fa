using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Writes what happens in a run to its directory, and tells the observer.</summary>
internal sealed class RunRecorder : ITrainingRecorder, IDisposable
{
    /// <summary>How often the status is renewed, at most: each time costs a flush to disk.</summary>
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(5);

    private readonly RunDirectory _run;
    private readonly MetricsWriter _metrics;
    private readonly CheckpointStore _checkpoints;
    private readonly ITrainingObserver _observer;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly double _secondsBefore;
    private long _lastStatus, _lastReport, _lastSequences;
    private long? _latestCheckpoint;

    public RunRecorder(RunDirectory run, Experiment experiment, TrainingState state, ITrainingObserver observer, TimeProvider time)
    {
        (_run, _observer, _time) = (run, observer, time);
        _metrics = run.OpenMetrics(state.MetricsLength);
        _checkpoints = run.Checkpoints(experiment.Config.Training.Checkpoint.Keep);
        _latestCheckpoint = _checkpoints.Latest();
        _began = _lastStatus = _lastReport = time.GetTimestamp();
        (_secondsBefore, _lastSequences) = (state.Seconds, state.Sequences);
    }

    /// <summary>Seconds of training so far, over all resumes.</summary>
    public double Seconds => _secondsBefore + _time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Begins, or goes on from the checkpoint of a state.</summary>
    public void Begin(TrainingState state)
    {
        _run.DeleteTable();
        // A crash may have come between the checkpoint and its mark.
        if (state.Step > 0 && state.BestCheckpoint == state.Step)
            _checkpoints.MarkBest(state.Step);
        WriteStatus(RunState.Running, state);
    }

    /// <inheritdoc/>
    public void Report(TrainingState state, in TrainingProgress progress)
    {
        long now = _time.GetTimestamp();
        double interval = _time.GetElapsedTime(_lastReport, now).TotalSeconds;
        double seconds = Seconds, speed = interval > 0 ? (progress.Sequences - _lastSequences) / interval : 0;
        _metrics.Append(new()
        {
            Step = progress.Step,
            Sequences = progress.Sequences,
            Split = "train",
            Values =
            [
                new("loss", progress.Loss),
                .. Optional("bits_per_sequence", progress.BitsPerSequence),
                .. Optional("bit_errors_per_sequence", progress.BitErrorsPerSequence),
                .. Optional("symbol_errors_per_sequence", progress.SymbolErrorsPerSequence),
                .. Optional("number_errors_per_sequence", progress.NumberErrorsPerSequence),
                new("gradient_norm", progress.GradientNorm), new("rate", progress.Rate),
                .. progress.Level is { } level ? [new("level", level.Number)] : (MetricValue[])[],
            ],
            SequencesPerSecond = speed,
            Seconds = seconds,
        });
        _observer.Progressed(progress with
        {
            SequencesPerSecond = speed,
            Elapsed = TimeSpan.FromSeconds(seconds),
        });
        (_lastReport, _lastSequences) = (now, progress.Sequences);
        if (_time.GetElapsedTime(_lastStatus, now) >= StatusInterval)
            WriteStatus(RunState.Running, state);
    }

    /// <inheritdoc/>
    public void Advanced(TrainingState state, CurriculumLevel level)
    {
        _metrics.Append(new()
        {
            Step = state.Step,
            Sequences = state.Sequences,
            Split = "curriculum",
            Values =
            [
                new("level", level.Number),
                .. level.Parameters.Select(parameter => new MetricValue($"highest_{parameter.Key}", parameter.Value.High)),
            ],
            Seconds = Seconds,
        });
        _observer.Advanced(new(state.Step, state.Sequences, level));
    }

    /// <inheritdoc/>
    public void Recomputed(int every) => _observer.Recomputed(every);

    /// <inheritdoc/>
    public void Evaluated(EvaluationResult result)
    {
        _metrics.Append(new()
        {
            Step = result.Step,
            Sequences = result.Sequences,
            Split = "evaluation",
            Values = result.Metrics,
            Seconds = Seconds,
        });
        _observer.Evaluated(result);
    }

    /// <inheritdoc/>
    public void Checkpoint(Trainer trainer)
    {
        TrainingState state = trainer.State;
        _run.ExpectOwn();
        _metrics.Flush();
        (state.MetricsLength, state.Seconds) = (_metrics.Length, Seconds);
        CheckpointCodec.Save(_checkpoints, state, trainer.Machine, trainer.Optimizer);
        _latestCheckpoint = state.Step;
        if (state.BestCheckpoint == state.Step)
            _checkpoints.MarkBest(state.Step);
        WriteStatus(RunState.Running, state);
        _observer.CheckpointSaved(state.Step);
    }

    /// <summary>Keeps the result of an evaluation after training.</summary>
    public void Keep(EvaluationResult result)
    {
        _run.ExpectOwn();
        _run.Evaluations.Write(result.ToDocument());
        _observer.Evaluated(result);
    }

    /// <summary>Makes the table of what was measured, once nothing more will be.</summary>
    public void WriteTable()
    {
        _run.ExpectOwn();
        MetricsTable.WriteOwn(_run);
    }

    /// <summary>Renews the status.</summary>
    public void WriteStatus(RunState run, TrainingState state, string? reason = null)
    {
        _run.ExpectOwn();
        _run.WriteStatus(new()
        {
            State = run,
            Step = state.Step,
            Sequences = state.Sequences,
            Reason = reason,
            Checkpoint = _latestCheckpoint,
            Note = _observer.Note,
            Seconds = Seconds,
            Updated = _time.GetUtcNow(),
        });
        _lastStatus = _time.GetTimestamp();
    }

    private static MetricValue[] Optional(string name, double? value) => value is { } known ? [new(name, known)] : [];

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();
}
