using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Draws episodes of a task. Episode number k comes from <c>stream.Split(k)</c>, what its batch shares from the number of the batch, and
/// what all episodes share from the seed of the task: what it holds depends on the key and k, never on the episodes it is drawn with.
/// Once its buffers have grown it allocates nothing. Not thread-safe: one sampler for each thread.
/// </summary>
public sealed class EpisodeSampler
{
    private readonly TaskProgram _program;
    private readonly EpisodeState _state;
    private readonly EpisodeStage _stage;
    private readonly ScopedDraws _draws;
    private readonly double[] _parameters;
    private readonly ParameterRanges _ranges;
    private int[] _lengths = [], _sources = [], _answerStarts = [];
    private double[] _drawn = [];
    private bool[] _isOfLevel = [];
    private int _sampled;

    /// <summary>A sampler of this task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="batch">How many episodes share what is drawn per batch, at least 1: those whose numbers, divided by this and
    /// rounded down, agree. In training the batch size; it matters to tasks that draw something per batch only.</param>
    /// <param name="withReference">Whether to find out what its reference predictor pays, which costs time.</param>
    public EpisodeSampler(TaskDefinition task, int batch = 1, bool withReference = false)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        Task = task;
        _program = task.Compile();
        _state = new(_program.Numbers, _program.Sequences, task.Budget);
        _stage = new(task.Inputs, task.Targets, task.Budget) { AddsReference = withReference };
        _ranges = new(task);
        _draws = new(task, _program, _state, _ranges, batch);
        _parameters = new double[task.Parameters.Count];
    }

    /// <summary>The task.</summary>
    public TaskDefinition Task { get; }

    /// <summary>I, the number of input columns.</summary>
    public int InputWidth => Task.Inputs.Width;

    /// <summary>The number of target columns.</summary>
    public int TargetWidth => Task.Targets.Width;

    /// <summary>What narrows the ranges that parameters are drawn from; null to draw from the whole of them.</summary>
    public IParameterNarrowing? Narrowing
    {
        get => _ranges.Narrowing;
        init => _ranges.Narrowing = value;
    }

    /// <summary>Which episodes <see cref="Sample"/> draws; null for those of the numbers it is given, so that each is a new one.</summary>
    public FixedSet? Set { get; init; }

    /// <summary>How many episodes of the last <see cref="Sample"/> have a step that is scored.</summary>
    public int Scored { get; private set; }

    /// <summary>
    /// For each episode of the last <see cref="Sample"/>, in the order drawn, what <see cref="Narrowing"/> said of it; true without one.
    /// </summary>
    public ReadOnlySpan<bool> IsOfLevel => _isOfLevel.AsSpan(0, _sampled);

    /// <summary>What the reference predictor pays for the episodes of the last batch together, in nats; 0 when it was not asked.</summary>
    public double ReferenceNats => _stage.ReferenceNats;

    /// <summary>
    /// Whether what an answer is read from becomes the batch's <see cref="SequenceBatch.Source"/>, for a machine that reads one; else it
    /// is the beginning of the sequence.
    /// </summary>
    public bool ReadsSource { get; init; }

    /// <summary>
    /// For each episode of the last <see cref="Sample"/>, in the order drawn, the step of its sequence in which the answer begins that
    /// comes back; -1 where it has none.
    /// </summary>
    public ReadOnlySpan<int> AnswerStarts => _answerStarts.AsSpan(0, _sampled);

    /// <summary>The values of the parameters of an episode of the last <see cref="Sample"/>, in the order of the task.</summary>
    /// <param name="episode">The episode's place in the order drawn.</param>
    public ReadOnlySpan<double> ParametersOf(int episode) => _drawn.AsSpan(episode * _parameters.Length, _parameters.Length);

    /// <summary>
    /// The phase of each step of an episode of the last <see cref="Sample"/>, an index of <see cref="TaskDefinition.Phases"/>; steps that
    /// went to the batch's source are left out.
    /// </summary>
    /// <param name="episode">The episode's place in the order drawn.</param>
    public ReadOnlySpan<int> PhasesOf(int episode)
    {
        int first = 0;
        for (int i = 0; i < episode; i++)
            first += _sources[i] + _lengths[i];
        return _stage.Phases(first + _sources[episode], _lengths[episode]);
    }

    /// <summary>[I] what the steps of an answer show besides what comes back, after its first.</summary>
    /// <param name="episode">The episode's place in the order drawn; it has an answer that comes back.</param>
    public ReadOnlySpan<Real> HeldInputs(int episode) => _stage.Held(episode);

    /// <summary>
    /// How many numbers the episodes of the last <see cref="Sample"/>, and the sequences that they are made from, take here.
    /// </summary>
    public long Numbers => _stage.Numbers + _state.Held;

    /// <summary>The operations that the last episode cost, as its <see cref="EpisodeBudget"/> counts them.</summary>
    internal long Work => _state.Work;

    private bool PacksSource => ReadsSource && Task.HasSource;

    /// <summary>Fills a batch with the episodes <paramref name="firstEpisode"/> and following.</summary>
    /// <param name="batch">
    /// Receives inputs, targets and mask. Machines answer in all rows, but where symbols are wanted by their numbers only in those that are
    /// scored.
    /// </param>
    /// <param name="stream">The key of all episodes.</param>
    /// <param name="firstEpisode">The number of the first episode, or, of a <see cref="Set"/>, how many came before.</param>
    /// <param name="sequences">How many episodes, at least 1.</param>
    /// <exception cref="InvalidInputException">An episode cannot be made from the values drawn for it; says from which.</exception>
    public void Sample(SequenceBatch batch, StreamKey stream, long firstEpisode, int sequences)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequences, 1);
        if (_lengths.Length < sequences)
            (_lengths, _sources, _answerStarts, _isOfLevel) =
                (new int[sequences], new int[sequences], new int[sequences], new bool[sequences]);
        if (_drawn.Length < sequences * _parameters.Length)
            _drawn = new double[sequences * _parameters.Length];
        _stage.Clear(sequences);
        (_sampled, Scored) = (sequences, 0);
        for (int i = 0; i < sequences; i++)
        {
            long number = Set?.NumberAt(firstEpisode + i) ?? firstEpisode + i;
            int length = Draw(stream, number, _parameters), source = PacksSource ? _stage.SourceRows : 0;
            if (PacksSource && SourceProblem() is { } problem)
                throw new InvalidInputException(new(Task.File, 1, 1), problem);
            (_lengths[i], _sources[i]) = (length - source, source);
            _parameters.CopyTo(_drawn.AsSpan(i * _parameters.Length));
            _answerStarts[i] = _stage.AnswerStart < 0 ? -1 : _stage.AnswerStart - source;
            _isOfLevel[i] = _ranges.IsOfLevel;
            Scored += _stage.Mask(_stage.Rows - length, length).IndexOf((Real)1) < 0 ? 0 : 1;
        }

        Pack(batch, _lengths.AsSpan(0, sequences));
        if (Task.Targets.HasSymbols)
            batch.AnswerScored();
    }

    /// <summary>What is wrong with the source of the last episode drawn, of a task that has one; null if it can be read.</summary>
    internal string? SourceProblem() => _stage.SourceRows == 0 ? $"the source of the episode has no steps{Describe()}" : null;

    /// <summary>Draws one episode to look at.</summary>
    /// <exception cref="InvalidInputException">The episode cannot be made from the values drawn for it; says from which.</exception>
    public Episode Draw(StreamKey stream, long episode)
    {
        double[] parameters = new double[_parameters.Length];
        bool added = _stage.AddsReference;
        _stage.Clear(1);
        _stage.AddsReference = Task.HasReference;
        int length = Draw(stream, episode, parameters);
        _stage.AddsReference = added;
        return new(Task, episode, length, parameters, _stage.Inputs(0, length).ToArray(), _stage.Targets(0, length).ToArray(),
            _stage.Mask(0, length).ToArray(), _stage.Phases(0, length).ToArray())
        {
            ReferenceBits = Task.HasReference ? _stage.ReferenceNats / Math.Log(2) : null,
        };
    }

    /// <summary>Writes one episode to the stage; its length.</summary>
    private int Draw(StreamKey stream, long episode, Span<double> parameters)
    {
        int start = _stage.Rows;
        _stage.BeginEpisode();
        _state.BeginEpisode();
        try
        {
            _draws.Draw(stream, episode);
            foreach (EpisodeStep step in _program.Steps)
                step.Write(_state, _stage);
        }
        catch (EpisodeException error)
        {
            throw new InvalidInputException(error.Mark ?? new(Task.File, 1, 1), error.Message + Describe());
        }

        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = _state.Numbers[_program.ParameterSlots[i]];
        // A batch has no sequences without steps: one that has none is shown a blank one, of which nothing is scored.
        if (_stage.Rows == start + (PacksSource ? _stage.SourceRows : 0))
            _stage.Append(1, 0, new(Task.File, 1, 1));
        return _stage.Rows - start;
    }

    private void Pack(SequenceBatch batch, ReadOnlySpan<int> lengths)
    {
        batch.Reshape(lengths, InputWidth, TargetWidth);
        if (!PacksSource)
        {
            EpisodePacking.Pack(_stage, batch, lengths);
            return;
        }

        ReadOnlySpan<int> sources = _sources.AsSpan(0, lengths.Length);
        batch.ReshapeSource(sources, InputWidth);
        EpisodePacking.Pack(_stage, batch, lengths, sources);
    }

    /// <summary>The parameters that have values.</summary>
    private string Describe()
    {
        var values = new List<string>();
        for (int i = 0; i < Task.Parameters.Count; i++)
            if (Task.Parameters[i].Scope <= _draws.Reached)
                values.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{Task.Parameters[i].Name} = {_state.Numbers[_program.ParameterSlots[i]]}"));
        return values.Count == 0 ? "" : $" (with {string.Join(", ", values)})";
    }
}
