using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

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
    private readonly Computing _computing;
    private readonly ShardedStep _step;
    private readonly Curriculum? _curriculum;
    private readonly PointEvaluator? _evaluator;
    private readonly GradientClip _clip;
    private readonly Schedule _schedule;
    private bool _firstIsDue, _hasRecomputed;

    /// <summary>A trainer at the beginning of a run, or where <paramref name="checkpoint"/> stands.</summary>
    /// <param name="experiment">What is trained.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="checkpoint">Where it goes on; null for the beginning.</param>
    /// <param name="from">Whose weights it begins with; null for its own. Nothing where it goes on.</param>
    /// <exception cref="RunException">The checkpoint does not fit the experiment.</exception>
    /// <exception cref="InvalidInputException">The weights to begin with do not fit.</exception>
    /// <exception cref="EngineException">The engine cannot.</exception>
    public Trainer(Experiment experiment, IEngine engine, Checkpoint? checkpoint = null, WarmWeights? from = null)
    {
        _experiment = experiment;
        _training = experiment.Config.Training;
        _machine = experiment.BuildMachine();
        Optimizer = _training.Optimizer.Method.Build(_machine.Parameters);
        if (checkpoint is not null)
        {
            State = CheckpointCodec.ReadState(checkpoint, experiment.Curriculum);
            CheckpointCodec.Restore(checkpoint, _machine);
            CheckpointCodec.Restore(checkpoint, Parameters, Optimizer, State.OptimizerSteps);
        }
        else if (from is not null)
        {
            Origin = from.GiveTo(_machine, Optimizer);
        }

        _firstIsDue = checkpoint is null && (_training.Checkpoint.First || from is not null);

        Standing = new(State, experiment.Config, experiment.Task.Losses, () => StopReason() is not null);
        _curriculum = experiment.Curriculum is { } plan ? new Curriculum(plan, State.Curriculum ??= new()) : null;
        _computing = new Computing(engine, experiment.Threads);
        StreamKey stream = EpisodeSource.StreamOf(experiment.Config.Seed);
        _step = new ShardedStep(_machine, experiment.Task, _curriculum, _training, stream, _computing);
        _evaluator = experiment.Config.Evaluation.Every is null
            ? null
            : new PointEvaluator(experiment, _machine, experiment.Selection, _computing);
        _clip = _training.Clip?.Build() ?? new NoClip();
        _schedule = _training.Schedule.Build(_training.Optimizer.Rate);
    }

    /// <summary>Where training stands.</summary>
    public TrainingState State { get; } = new();

    /// <summary>Whose weights training began with; null for its own, and where it goes on.</summary>
    public RunOrigin? Origin { get; }

    /// <summary>What the evaluations so far decide.</summary>
    public Standing Standing { get; }

    /// <summary>Whether going on from the latest checkpoint, or from the beginning, leads here without computing anything again.</summary>
    public bool IsSaved { get; private set; } = true;

    /// <summary>What is trained.</summary>
    public IMachine Machine => _machine;

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
        if (_firstIsDue)
            Save(recorder);
        _firstIsDue = false;
        while (true)
        {
            if (!IsSaved && IsToRest(token) && FindOverflow() is { } overflow)
                return new(RunState.Diverged, overflow.Reason) { Divergence = overflow };
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
            if (!_hasRecomputed && _step.CheckpointedEvery is { } every)
            {
                _hasRecomputed = true;
                recorder.Recomputed(every);
            }

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
        StepOutcome outcome = _step.Run(State.Sequences, State.RewardBaseline);
        Span<Real> gradient = _step.Gradient;
        bool isRegularized = _machine.Config.AddRegularizer(Parameters, State.Step, gradient);
        ClippedGradient clipped = _clip.Apply(gradient, _step.Touched, isRegularized ? [] : _step.Squares);
        if (!double.IsFinite(outcome.Loss) || !clipped.IsFinite)
            return Undone(outcome, clipped);
        Optimizer.Update(Parameters.Block, gradient, rate, clipped.Scale, _step.Touched, _step.Ranges);
        State.Step++;
        State.Sequences += _training.Batch;
        if (_machine.Config.Sampling is { } sampling)
            State.RewardBaseline = SampledReward.Moved(sampling, State.RewardBaseline, outcome.Scores);
        State.Report.Add(outcome.Loss, outcome.Scores, clipped.Norm);
        _curriculum?.Add(outcome.LevelScores, State.Step);
        IsSaved = false;
        return null;
    }

    /// <summary>
    /// Looks whether the last update left a parameter that is not finite: of those, the step that follows would tell, if it is made at all.
    /// </summary>
    /// <returns>Null; or what went wrong, with loss and gradient of the step that would follow.</returns>
    public Divergence? FindOverflow()
    {
        if (Parameters.FindNonFinite(Parameters.Block) is null)
            return null;
        StepOutcome outcome = _step.Run(State.Sequences, State.RewardBaseline);
        return Undone(outcome, _clip.Apply(_step.Gradient));
    }

    /// <summary>Measures the machine at one point.</summary>
    /// <returns>The result; null when <paramref name="token"/> asked to stop before all episodes were measured.</returns>
    public EvaluationResult? Evaluate(EvaluationPoint point, CancellationToken token)
    {
        // What measured between steps has all the memory that it takes.
        if (_evaluator is not null && _evaluator.Measures(point))
            return _evaluator.Run(point, State.Step, State.Sequences, token);
        using PointEvaluator evaluator = new(_experiment, _machine, point, _computing);
        return evaluator.Run(State.Step, State.Sequences, token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _computing.Dispose();
        _step.Dispose();
        _evaluator?.Dispose();
        Optimizer.Dispose();
        _machine.Dispose();
    }

    private void Report(ITrainingRecorder recorder, double rate, CurriculumLevel? level)
    {
        ReportSums sums = State.Report;
        IReadOnlyList<ChannelLoss> losses = _experiment.Task.Losses;
        recorder.Report(State, new TrainingProgress(
            State.Step, _training.TotalSteps, State.Sequences, sums.Loss / sums.Steps,
            losses.All(loss => loss.IsSquared) ? null : sums.Nats / Math.Log(2) / sums.Sequences,
            losses.Any(loss => loss.IsBits) ? (double)sums.WrongBits / sums.Sequences : null,
            losses.Any(loss => loss.IsSymbol) ? (double)sums.WrongSymbols / sums.Sequences : null,
            sums.GradientNorm / sums.Steps, rate, 0, default)
        {
            Level = level,
            NumberErrorsPerSequence = losses.Any(loss => loss.IsSquared) ? (double)sums.WrongNumbers / sums.Sequences : null,
        });
        sums.Clear();
    }

    /// <summary>Whether what the last step made is measured or kept, rather than trained on.</summary>
    private bool IsToRest(CancellationToken token) =>
        State.EvaluationIsDue || State.Step % _training.Checkpoint.Every == 0 || token.IsCancellationRequested || StopReason() is not null;

    private Divergence Undone(StepOutcome outcome, ClippedGradient clipped)
    {
        _machine.Buffers?.Undo();
        string? place = FindNonFinite();
        return Divergence.At(State, _training.Batch, outcome.Loss, clipped.Norm, place);
    }

    /// <summary>Names the first number that is not finite: a parameter after the last update, or one of the step.</summary>
    private string? FindNonFinite()
    {
        if (Parameters.FindNonFinite(Parameters.Block) is { } parameter)
            return $"the parameter {parameter} after the update of step {State.Step}{OptimizerNumber()}";
        IReadOnlyList<MachineBuffer>? buffers = _machine.Buffers?.Copy();
        string? place = _step.FindNonFinite();
        // It may have computed the step again, which counts no more than the first time.
        if (buffers is not null)
            _machine.Buffers!.Set(buffers);
        return place;
    }

    private string OptimizerNumber()
    {
        foreach (OptimizerState state in Optimizer.State)
            if (Parameters.FindNonFinite(state.Block) is { } number)
                return $", with the optimizer's {state.Name} of {number}";
        return "";
    }

    private TrainingEnd Interrupted() => new(RunState.Interrupted, $"interrupted after step {State.Step}");

    private bool Evaluate(ITrainingRecorder recorder, CancellationToken token)
    {
        if (_evaluator!.Run(State.Step, State.Sequences, token) is not { } result)
            return false;
        (State.EvaluationIsDue, IsSaved) = (false, false);
        Standing.Add(result.Scores);
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
}
