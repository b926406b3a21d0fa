using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// The training loop: sample, forward, backward, sum over shards, clip, update, report. It is deterministic: where it goes depends on
/// the experiment and the state it begins with, never on time, threads or interruptions.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private readonly Experiment _experiment;
    private readonly TrainingConfig _training;
    private readonly IMachine _machine;
    private readonly ShardPool _pool;
    private readonly ShardedStep _step;
    private readonly Curriculum? _curriculum;
    private readonly Evaluator? _evaluator;
    private readonly GradientClip _clip;
    private readonly Schedule _schedule;

    /// <summary>A trainer at the beginning of a run, or where <paramref name="checkpoint"/> stands.</summary>
    /// <exception cref="RunException">The checkpoint does not fit the experiment.</exception>
    public Trainer(Experiment experiment, Checkpoint? checkpoint = null)
    {
        _experiment = experiment;
        _training = experiment.Config.Training;
        _machine = experiment.BuildMachine();
        Optimizer = _training.Optimizer.Method.Build(_machine.Parameters.Length);
        if (checkpoint is not null)
            State = Restore(checkpoint);
        _curriculum = experiment.Curriculum is { } plan ? new Curriculum(plan, State.Curriculum ??= new()) : null;
        _pool = new ShardPool(experiment.Threads);
        StreamKey stream = StreamKey.FromSeed(experiment.Config.Seed).Split("training");
        _step = new ShardedStep(_machine, experiment.Task, _curriculum, _training, stream, _pool);
        _evaluator = experiment.Config.Evaluation.Every is null ? null : BuildEvaluator(experiment, _machine, experiment.Evaluation, _pool);
        _clip = _training.Clip?.Build() ?? new NoClip();
        _schedule = _training.Schedule.Build(_training.Optimizer.Rate);
    }

    /// <summary>Where training stands.</summary>
    public TrainingState State { get; } = new();

    /// <summary>Whether going on from the latest checkpoint, or from the beginning, leads here without computing anything again.</summary>
    public bool IsSaved { get; private set; } = true;

    /// <summary>The trained parameters.</summary>
    public ParameterSet Parameters => _machine.Parameters;

    /// <summary>The optimizer.</summary>
    public IOptimizer Optimizer { get; }

    /// <summary>
    /// Trains until a stop rule holds, a number is not finite, or <paramref name="token"/> asks to stop, which is seen between steps and
    /// between the episodes of an evaluation. An evaluation that was interrupted is repeated, whole, by the trainer that goes on.
    /// </summary>
    public TrainingEnd Run(ITrainingRecorder recorder, CancellationToken token)
    {
        while (true)
        {
            if (State.EvaluationIsDue && !Evaluate(recorder, token))
                return Interrupted();
            if (!IsSaved && State.Step % _training.Checkpoint.Every == 0)
                Save(recorder);
            if (StopReason() is { } reason)
                return new(RunState.Done, reason);
            if (token.IsCancellationRequested)
                return Interrupted();
            CurriculumLevel? level = _curriculum?.Level;
            if (Step(out double rate) is { } divergence)
                return new(RunState.Diverged, divergence.Reason) { Divergence = divergence };
            if (State.Step % _training.Report == 0)
                Report(recorder, rate, level);
            if (_curriculum?.Level is { } next && next != level)
                recorder.Advanced(State, next);
            State.EvaluationIsDue = _evaluator is not null && State.Step % _experiment.Config.Evaluation.Every == 0;
        }
    }

    /// <summary>Writes a checkpoint.</summary>
    public void Save(ITrainingRecorder recorder)
    {
        recorder.Checkpoint(this);
        IsSaved = true;
    }

    /// <summary>Makes one update. Allocates nothing in the steady state.</summary>
    /// <param name="rate">The learning rate of the update.</param>
    /// <returns>Null; or what went wrong, and then parameters, optimizer and state are as before the step.</returns>
    public Divergence? Step(out double rate)
    {
        rate = _schedule.RateAt(State.Step);
        StepOutcome outcome = _step.Run(State.Sequences);
        ClippedGradient clipped = _clip.Apply(_step.Gradient);
        if (!double.IsFinite(outcome.Loss) || !clipped.IsFinite)
            return Divergence.At(State, _training.Batch, outcome.Loss, clipped.Norm, _step.FindNonFinite());
        Optimizer.Update(Parameters.Block, _step.Gradient, rate, clipped.Scale);
        State.Step++;
        State.Sequences += _training.Batch;
        State.Report.Add(outcome, clipped.Norm);
        _curriculum?.Add(outcome.LevelScores, State.Step);
        IsSaved = false;
        return null;
    }

    /// <summary>Measures the machine at one point.</summary>
    /// <returns>The result; null when <paramref name="token"/> asked to stop before all episodes were measured.</returns>
    public EvaluationResult? Evaluate(EvaluationPoint point, CancellationToken token)
    {
        using Evaluator evaluator = BuildEvaluator(_experiment, _machine, point, _pool);
        return evaluator.Run(token) is { } scores ? ResultOf(point, scores) : null;
    }

    /// <summary>Records one held-out episode at one point.</summary>
    public EpisodeRecording Record(EvaluationPoint point, long episode) =>
        EpisodeRecorder.Record(MachineAt(_machine, point), point.Task, _experiment.Config.Evaluation.Seed, episode);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _step.Dispose();
        _evaluator?.Dispose();
        Optimizer.Dispose();
        Parameters.Dispose();
    }

    private void Report(ITrainingRecorder recorder, double rate, CurriculumLevel? level)
    {
        ReportSums sums = State.Report;
        recorder.Report(State, new TrainingProgress(
            State.Step, _training.TotalSteps, State.Sequences, sums.Loss / sums.Steps, sums.Nats / Math.Log(2) / sums.Sequences,
            _experiment.Task.Losses.Any(loss => loss.IsBits) ? (double)sums.WrongBits / sums.Sequences : null,
            _experiment.Task.Losses.All(loss => loss.IsBits) ? null : (double)sums.WrongSymbols / sums.Sequences,
            sums.GradientNorm / sums.Steps, rate, 0, default)
        {
            Level = level,
        });
        sums.Clear();
    }

    private TrainingEnd Interrupted() => new(RunState.Interrupted, $"interrupted after step {State.Step}");

    private bool Evaluate(ITrainingRecorder recorder, CancellationToken token)
    {
        if (_evaluator!.Run(token) is not { } scores)
            return false;
        EvaluationResult result = ResultOf(_experiment.Evaluation, scores);
        (State.EvaluationIsDue, IsSaved) = (false, false);
        StopConfig? stop = _experiment.Config.Stop;
        TaskMetric metric = stop?.Metric ?? new(MetricKind.BitsPerSequence);
        double value = result.Scores.Value(metric);
        if (double.IsFinite(value) && (State.BestStep is null || metric.IsBetter(value, State.BestValue)))
            (State.BestStep, State.BestValue) = (State.Step, value);
        State.StopStreak = stop is not null && stop.IsMet(value) ? State.StopStreak + 1 : 0;
        recorder.Evaluated(result);
        return true;
    }

    private string? StopReason()
    {
        if (_experiment.Config.Stop is { } stop && State.StopStreak >= stop.Times)
            return $"{stop} in {stop.Streak}";
        return State.Step < _training.TotalSteps ? null
            : _training.Steps is { } steps && State.Step >= steps ? $"all {steps} steps are made"
            : $"all {_training.Sequences} sequences are seen";
    }

    private EvaluationResult ResultOf(EvaluationPoint point, TaskScores scores) => new()
    {
        Name = point.Name,
        Step = State.Step,
        Sequences = State.Sequences,
        Parameters = [.. point.Task.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Range))],
        Slots = point.Slots ?? _machine.Config.MemorySlots,
        Scores = scores,
        Metrics = EvaluationResult.MetricsOf(point.Task, _experiment.Config.Stop?.Metric, scores),
        Decisive = _experiment.Config.Stop?.Metric,
    };

    private static Evaluator BuildEvaluator(Experiment experiment, IMachine machine, EvaluationPoint point, ShardPool pool)
    {
        EvaluationConfig config = experiment.Config.Evaluation;
        return new(MachineAt(machine, point), point.Task, config.Seed, config.Episodes, pool);
    }

    private static IMachine MachineAt(IMachine machine, EvaluationPoint point) =>
        point.Slots is { } slots ? machine.WithSlots(slots) ?? machine : machine;

    private TrainingState Restore(Checkpoint checkpoint)
    {
        TrainingState state;
        try
        {
            state = TrainingState.FromJson(checkpoint.State);
        }
        catch (FormatException exception)
        {
            throw new RunException(
                RunProblem.Damaged, $"the checkpoint of step {checkpoint.Step} is damaged: {exception.Message}", exception);
        }

        if (!CurriculumPlan.Has(_experiment.Curriculum, state.Curriculum))
            throw new RunException(
                RunProblem.Damaged, $"the checkpoint of step {checkpoint.Step} does not fit the curriculum of the config");
        CheckpointCodec.Restore(checkpoint, Parameters);
        CheckpointCodec.Restore(checkpoint, Parameters, Optimizer, state.OptimizerSteps);
        return state;
    }
}
