using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// A machine as a run trained it, restored once, to be measured, looked at and stepped as often as one likes. Nothing is made that only
/// training needs: no trainer, no optimizer, no tape that records. Not thread-safe.
/// </summary>
/// <example>
/// To step through inputs by hand:
/// <code>
/// using TrainedMachine machine = TrainedMachine.Open("results/ntm-copy-seed1");
/// using MachineSession session = machine.Begin();
/// foreach (float[] input in inputs)
/// {
///     ReadOnlySpan&lt;float&gt; logits = session.Step(input);
///     ReadOnlySpan&lt;float&gt; memory = session.CopyState()["memory"];
/// }
/// </code>
/// </example>
public sealed class TrainedMachine : IDisposable
{
    private readonly RunDirectory _run;
    private readonly IEngine _engine;
    private readonly Computing _computing;
    private readonly TrainingState _state;
    private readonly HashSet<MachineSession> _sessions = [];
    private readonly TrainedMachineOptions _options;
    private readonly JournalKeeper? _journal;
    private int _kept;
    private bool _isDisposed;

    private TrainedMachine(
        RunDirectory run, Experiment experiment, IEngine engine, IMachine machine, TrainingState state, TrainedMachineOptions options)
    {
        _options = options;
        // What it cannot take is no reason not to measure, and where not even results can be kept, that is said.
        _journal = options.Time is { } time ? new(run, time, warn: _ => { }) : null;
        (_run, Experiment, _engine, Machine, _state) = (run, experiment, engine, machine, state);
        _computing = new Computing(engine, experiment.Threads);
    }

    /// <summary>The run's folder.</summary>
    public string Directory => _run.Path;

    /// <summary>What the machine was trained for; the engine and the threads are those it was opened with.</summary>
    public Experiment Experiment { get; }

    /// <summary>The machine, which is disposed of with this object.</summary>
    public IMachine Machine { get; }

    /// <summary>The machine in words: <c>NTM, LSTM 100, memory 128 × 20</c>.</summary>
    public string InWords => MachineWords.Of(Machine.Config);

    /// <summary>Its weights as a checkpoint has them, what was drawn with them and is not trained included.</summary>
    public IReadOnlyList<NamedArray> Weights => [.. CheckpointCodec.Weights(Machine)];

    /// <summary>Training steps of its weights.</summary>
    public long Step => _state.Step;

    /// <summary>Training sequences that its weights have seen.</summary>
    public long Sequences => _state.Sequences;

    /// <summary>Opens the machine of a run, which may be training.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="options">Which checkpoint, and what computes; null for the latest and what the run trains with.</param>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The run's config is wrong.</exception>
    /// <exception cref="EngineException">There is no such engine, or it cannot work here.</exception>
    public static TrainedMachine Open(string directory, TrainedMachineOptions? options = null)
    {
        options ??= new();
        RunDirectory run = RunDirectory.Open(directory);
        string[] changes =
        [
            .. options.Engine is { } chosen ? [chosen.ToAssignment()] : (string[])[],
            .. options.Threads is { } threads ? [FormattableString.Invariant($"training.threads={threads}")] : (string[])[],
        ];
        Experiment experiment = StoredExperiment.Read(run, changes, anyChange: true);
        Checkpoint checkpoint = CheckpointCodec.Load(run, options.Step, options.Best);
        CheckpointCodec.ExpectFinite(checkpoint);
        TrainingState state = CheckpointCodec.ReadState(checkpoint, experiment.Curriculum);
        IEngine engine = options.Engines.Create(experiment.Config.Training.Engine, experiment.Threads);
        IMachine machine = experiment.BuildMachine();
        try
        {
            CheckpointCodec.Restore(checkpoint, machine);
            return new(run, experiment, engine, machine, state, options);
        }
        catch
        {
            machine.Dispose();
            engine.Dispose();
            throw;
        }
    }

    /// <summary>The points that a request asks for.</summary>
    /// <exception cref="InvalidInputException">The request is wrong.</exception>
    public IReadOnlyList<EvaluationPoint> PointsOf(EvaluationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.PointsOf(Experiment, Step);
    }

    /// <summary>
    /// Measures the machine; the results are kept in the run's directory too, unless something is clamped
    /// (<see cref="EvaluationRequest.Clamps"/>).
    /// </summary>
    /// <param name="request">What to measure.</param>
    /// <param name="token">Asks to stop: the episodes being measured are finished.</param>
    /// <returns>One result a point, also where it could not be kept: see <see cref="EvaluationResult.NotKept"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> asked to stop.</exception>
    /// <exception cref="InvalidInputException">The request is wrong, or the task could not make one of the episodes.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public IReadOnlyList<EvaluationResult> Evaluate(EvaluationRequest request, CancellationToken token = default) =>
        [.. PointsOf(request).Select(point => EvaluateAt(point, token))];

    /// <summary>Measures the machine at one point; the result is kept in the run's directory too, unless something is clamped.</summary>
    /// <inheritdoc cref="Evaluate(EvaluationRequest, CancellationToken)"/>
    /// <param name="point">What to measure: one of <see cref="PointsOf"/>.</param>
    /// <param name="token">Asks to stop: the episodes being measured are finished.</param>
    /// <returns>The result, also where it could not be kept.</returns>
    public EvaluationResult EvaluateAt(EvaluationPoint point, CancellationToken token = default) => EvaluateAt(point, null, token);

    /// <summary>The same, and gives every episode with what was answered in it to be kept, such as in a file.</summary>
    /// <inheritdoc cref="EvaluateAt(EvaluationPoint, CancellationToken)"/>
    /// <param name="point">What to measure: one of <see cref="PointsOf"/>.</param>
    /// <param name="observe">
    /// Is given the episodes in order, one at a time, while others are being measured: what it does not keep takes no memory. Null for
    /// nobody.
    /// </param>
    /// <param name="token">Asks to stop: the episodes being measured are finished.</param>
    public EvaluationResult EvaluateAt(EvaluationPoint point, Action<EpisodeNumbers>? observe, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(point);
        using PointEvaluator evaluator = new(Experiment, Machine, point, _computing, observe);
        return evaluator.Run(Step, Sequences, token) is { } result ? Keep(result) : throw new OperationCanceledException(token);
    }

    /// <summary>Has the machine answer sequences of one's own. Nothing is kept in the run's directory.</summary>
    /// <param name="sequences">The sequences, with the channels of the task; see <see cref="GivenSequence"/>.</param>
    /// <param name="observe">Is given each with its answers, in order.</param>
    /// <param name="slots">Memory slots; null for as many as the machine was trained with.</param>
    /// <param name="clamps">What heads are told in place of what the machine would tell them; null for nothing.</param>
    /// <returns>How well it answered those of which the targets are known.</returns>
    /// <exception cref="ArgumentException">A sequence has other columns than the task.</exception>
    /// <exception cref="InvalidInputException">The machine has nothing of what is to be clamped.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public TaskScores Answer(
        IEnumerable<GivenSequence> sequences, Action<EpisodeNumbers> observe, int? slots = null, IReadOnlyList<ClampPoke>? clamps = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(observe);
        new PokeRules(Machine.Config, null).Check(clamps ?? [], PokeRules.ClampOption);
        return Machine.At(Experiment.Evaluation with { Slots = slots, Clamps = clamps ?? [] }, machine =>
        {
            using GivenEvaluator evaluator = new(machine, Experiment.Task, _engine);
            return evaluator.Run(sequences.Select(sequence => sequence.Checked(machine, Experiment.Task)), observe);
        });
    }

    /// <summary>Runs one held-out episode and keeps what the machine did, for a picture.</summary>
    /// <param name="request">The setting; of a grid the first point.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    /// <exception cref="InvalidInputException">The request is wrong, or the task could not make the episode.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public EpisodeRecording Record(EvaluationRequest request, long episode = 0) => RecordAt(PointsOf(request)[0], episode);

    /// <summary>The same at a point.</summary>
    /// <inheritdoc cref="Record(EvaluationRequest, long)"/>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    public EpisodeRecording RecordAt(EvaluationPoint point, long episode = 0)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Machine.At(point, machine => EpisodeRecorder.Record(machine, point, _engine, episode));
    }

    /// <summary>Looks into one held-out episode: what the machine said step by step, and where its heads looked.</summary>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    /// <param name="isForced">Whether the right answer comes back to the machine, where a task has that, in place of its own.</param>
    /// <param name="pokes">What is changed in the episode; null for nothing.</param>
    /// <exception cref="InvalidInputException">
    /// The task could not make the episode, or it has nothing of what is to be changed.
    /// </exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public Inspection InspectAt(EvaluationPoint point, long episode = 0, bool isForced = false, IReadOnlyList<Poke>? pokes = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Machine.At(point, machine => Inspector.Inspect(machine, point, _engine, episode, isForced, pokes ?? []));
    }

    /// <summary>Looks into what the machine makes of a text.</summary>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="text">The text, of the corpus's first column.</param>
    /// <param name="answer">
    /// The right answer, of its second column, which comes back to the machine in place of its own; null where it is not known.
    /// </param>
    /// <param name="pokes">What is changed while it is read; null for nothing.</param>
    /// <exception cref="InvalidInputException">
    /// The task has no corpus, a text has what is not in its vocabulary, or there is nothing of what is to be changed.
    /// </exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public Inspection InspectText(
        EvaluationPoint point, GivenText text, GivenText? answer = null, IReadOnlyList<Poke>? pokes = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(text);
        Diagnostics diagnostics = new();
        TaskDefinition? task = point.Task.WithLine(answer is null ? [text] : [text, answer], diagnostics);
        diagnostics.ThrowIfAny();
        Inspection inspection = InspectAt(point with { Task = task! }, isForced: answer is not null, pokes: pokes);
        // What was to be said is not known.
        return answer is not null
            ? inspection
            : inspection with { Steps = [.. inspection.Steps.Select(step => step with { Wanted = null })] };
    }

    /// <summary>
    /// Writes everything that the machine computes in one held-out episode to an <c>.npz</c> file, step by step: memory is bounded,
    /// however long the episode. <c>results/TRACES.md</c> says what is in it.
    /// </summary>
    /// <param name="request">The setting; of a grid the first point.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which episode, and whether links are traced; null for the first without links.</param>
    /// <exception cref="RunException">The file cannot be written. What had its name before is intact.</exception>
    /// <exception cref="InvalidInputException">The request is wrong, or the task could not make the episode.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public TraceSummary Trace(EvaluationRequest request, string path, TraceOptions? options = null) =>
        TraceAt(PointsOf(request)[0], path, options);

    /// <summary>The same at a point.</summary>
    /// <inheritdoc cref="Trace(EvaluationRequest, string, TraceOptions)"/>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which episode, and whether links are traced; null for the first without links.</param>
    public TraceSummary TraceAt(EvaluationPoint point, string path, TraceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Machine.At(point, machine => TraceFile.Write(path, machine, point, _engine, options ?? new(), About));
    }

    /// <summary>Keeps in memory what the machine computes in one held-out episode, for pictures and pages.</summary>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="options">Which episode, and which part of it; null for the first.</param>
    /// <exception cref="InvalidInputException">The task could not make the episode, or it has no such step.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public EpisodeTrace TraceEpisode(EvaluationPoint point, EpisodeTraceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Machine.At(point, machine => EpisodeTraces.Trace(machine, point, _engine, options ?? new(), About));
    }

    /// <summary>What computes.</summary>
    internal IEngine Engine => _engine;

    /// <summary>What pictures say of the machine.</summary>
    internal TracedMachine About => new(Experiment.Config.Name, Step);

    /// <summary>Lets the machine answer held-out episodes while its own answer comes back to it.</summary>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="episodes">How many episodes, at least 1.</param>
    /// <param name="first">The number of the first, from 0.</param>
    /// <returns>What it said; an episode that has no answer that comes back is left out.</returns>
    /// <exception cref="InvalidOperationException">No answer comes back in the task.</exception>
    /// <exception cref="InvalidInputException">The task could not make an episode.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public IReadOnlyList<GivenAnswer> AnswersAt(EvaluationPoint point, int episodes, long first = 0)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        return Machine.At(point, machine => AnswerRecorder.Record(machine, point, _engine, first, episodes));
    }

    /// <summary>Lets the machine answer texts of one's own while its own answer comes back to it.</summary>
    /// <param name="point">The setting: one of <see cref="PointsOf"/>.</param>
    /// <param name="texts">The texts, of the corpus's first column.</param>
    /// <returns>An answer to each; what was wanted is not known.</returns>
    /// <exception cref="InvalidOperationException">No answer comes back in the task.</exception>
    /// <exception cref="InvalidInputException">
    /// The task has no corpus, or texts have what is not in its vocabulary: all of it is told.
    /// </exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public IReadOnlyList<GivenAnswer> AnswersToTexts(EvaluationPoint point, IReadOnlyList<GivenText> texts)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(texts);
        Diagnostics diagnostics = new();
        TaskDefinition?[] tasks = [.. texts.Select(text => point.Task.WithLine([text], diagnostics))];
        diagnostics.ThrowIfAny();
        return Machine.At(point, machine => (IReadOnlyList<GivenAnswer>)
        [
            .. tasks.SelectMany((task, number) => AnswerRecorder.Record(machine, point with { Task = task! }, _engine, 0, 1)
                .Select(answer => answer with { Episode = number, Wanted = null })),
        ]);
    }

    /// <summary>Begins to step the machine by hand, from the state in which it begins every sequence.</summary>
    /// <param name="options">How many sequences, over how many slots; null for one sequence over those it was trained with.</param>
    /// <exception cref="ArgumentException">
    /// The machine reads ahead and is not given what, an input is wrong, or the machine has no memory or not such a large one.
    /// </exception>
    /// <exception cref="ObjectDisposedException">This object was disposed of.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public MachineSession Begin(SessionOptions? options = null)
    {
        lock (_sessions)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            MachineSession session = MachineSession.Begin(Machine, _engine, Experiment.Task.TargetGroups, options ?? new(), Forget);
            _sessions.Add(session);
            return session;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        MachineSession[] sessions;
        lock (_sessions)
        {
            _isDisposed = true;
            sessions = [.. _sessions];
        }

        foreach (MachineSession session in sessions)
            session.Dispose();
        if (_kept > 0)
            _journal?.End(Step, _kept == 1 ? "1 evaluation" : FormattableString.Invariant($"{_kept} evaluations"), null);
        _computing.Dispose();
        Machine.Dispose();
        _engine.Dispose();
        _run.Dispose();
    }

    private void Forget(MachineSession session)
    {
        lock (_sessions)
            _sessions.Remove(session);
    }

    /// <summary>What took long to measure is worth having even where nothing can be written.</summary>
    private EvaluationResult Keep(EvaluationResult result)
    {
        // It is of another machine than the one that was trained.
        if (result.Clamps.Count > 0 || !_options.KeepsResults)
            return result;
        try
        {
            if (_kept == 0)
                _journal?.Begin(JournalKeeper.Evaluate, Step, _options.Command, null, WorkTreeLook.Begin(_run.Path));
            _run.Evaluations.Write(result.ToDocument());
            _kept++;
            return result;
        }
        catch (RunException exception)
        {
            return result with { NotKept = exception.Message };
        }
    }
}
