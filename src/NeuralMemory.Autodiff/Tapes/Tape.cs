using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Records primitives in the order in which they run, so that they can be differentiated; owns the memory of one pass and the gradients
/// that it leaves. This class is the contract: each primitive is a method of it, in a file of its own, which checks the arguments and hands
/// them to the engine behind. An engine makes tapes (<see cref="IEngine.NewTape"/>). A tape that does not record keeps only the current
/// step and the one before it, so what it needs does not grow with the sequence. Not thread-safe: one tape, one thread.
/// </summary>
public abstract partial class Tape : IDisposable
{
    private readonly PoolSet _kept = new();
    private readonly PoolSet[] _steps;
    private readonly PoolSet _stretch = new();
    private readonly Noise _noise = new();
    private PoolSet _current;
    private int _step;

    /// <summary>A tape for machines with these parameters.</summary>
    /// <param name="parameters">The complete parameter set.</param>
    /// <param name="recording">False for evaluation: nothing can be differentiated, and memory does not grow with length.</param>
    protected Tape(ParameterSet parameters, bool recording)
    {
        Parameters = parameters;
        IsRecording = recording;
        _steps = recording ? [] : [new(), new()];
        _current = _kept;
    }

    /// <summary>The parameters whose gradients this tape collects.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What messages call the present time step: its number, which a caller may have set.</summary>
    public int StepNumber { get; private set; }

    /// <summary>Whether a backward pass is possible.</summary>
    public bool IsRecording { get; }

    /// <summary>
    /// Whether inputs, constants and all that comes of them are given a gradient to look at; for tests and for questions about influence.
    /// Without it <see cref="Variable.GradientSpan"/> may be empty for everything that is no parameter.
    /// </summary>
    public bool TracksInputs { get; set; }

    /// <summary>
    /// The gradients of all parameters after <see cref="Backward"/>, laid out like the parameters' block. The caller may change them, but
    /// for those that are not <see cref="Touched"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public abstract Span<Real> Gradients { get; }

    /// <summary>
    /// Which of the <see cref="Gradients"/> may be other than zero, where the engine knows; null for all. The caller may add to it, and
    /// then change those too.
    /// </summary>
    public virtual TouchedNumbers? Touched => null;

    /// <summary>How many numbers the tape's memory holds.</summary>
    public abstract long Capacity { get; }

    /// <summary>How many numbers of it were in use at once at most: what it really takes, where memory is backed when touched.</summary>
    public abstract long MostUsed { get; }

    /// <summary>How many of those are of time-steps that need not be kept (<see cref="CheckpointBeyond"/>).</summary>
    public virtual long MostUsedBySteps => 0;

    /// <summary>How many numbers the last pass took of it; on a tape that does not record, those of the last two steps.</summary>
    public abstract long Used { get; }

    /// <summary>The rows that all steps of the coming pass have together; lets a linear layer lay out its inputs in one piece.</summary>
    protected internal int ExpectedRows { get; private set; } = 1;

    /// <summary>
    /// The random stream of the pass, of its first part where there are several: for engines that run what draws by itself. Null where
    /// nothing is drawn.
    /// </summary>
    protected StreamKey? NoiseKey => _noise.First;

    /// <summary>Whether the pass draws anything at random.</summary>
    protected bool Drops => _noise.IsOn;

    /// <summary>Forgets the last pass and takes its memory back.</summary>
    /// <param name="expectedRows">The rows of all steps of the coming pass.</param>
    /// <param name="noise">
    /// The random stream of the coming pass, from which <see cref="Dropout(Variable, double)"/> draws; null, as in evaluation, when
    /// nothing is to be dropped. The same key and the same pass give the same bits.
    /// </param>
    public void Reset(int expectedRows, StreamKey? noise = null)
    {
        _noise.Restart(noise);
        Restart(expectedRows);
    }

    /// <summary>The same where the sequences of the pass draw from different streams: the parts that another tape would have run.</summary>
    /// <param name="expectedRows">The rows of all steps of the coming pass.</param>
    /// <param name="noise">A stream for each part.</param>
    /// <param name="partOf">For each sequence of the pass, in its order, the part that it belongs to.</param>
    public void Reset(int expectedRows, ReadOnlySpan<StreamKey> noise, ReadOnlySpan<int> partOf)
    {
        _noise.Restart(noise, partOf);
        Restart(expectedRows);
    }

    /// <summary>
    /// Forgets the last pass and takes its memory back, but goes on with what is drawn: the coming pass is the next part of the same
    /// sequences.
    /// </summary>
    /// <param name="expectedRows">The rows of all steps of the coming pass.</param>
    public void Continue(int expectedRows)
    {
        _noise.Mark();
        Restart(expectedRows);
    }

    /// <summary>Begins a time step. Without recording, what the step before the last one made is taken back.</summary>
    /// <param name="number">What messages call it; null for how many there have been.</param>
    public void NextStep(int? number = null)
    {
        if (!IsRecording)
        {
            _current = _steps[_step & 1];
            _current.Reset();
        }

        StepNumber = number ?? _step;
        BeginStep(StepNumber);
        _step++;
    }

    /// <summary>An object for the current step, with leftover content; taken back like the step's memory.</summary>
    public T Rent<T>() where T : class, new() => _current.Rent<T>();

    /// <summary>Rows of a batch's inputs, which must stay as they are until the pass is over.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">B, how many rows.</param>
    /// <returns>[B, I]</returns>
    public abstract Variable Inputs(SequenceBatch batch, int row, int rows);

    /// <summary>A constant of these numbers, which are copied.</summary>
    /// <param name="values">The numbers, row-major; fewer than the shape has are repeated: a row for every sequence, say.</param>
    /// <param name="shape">Any shape whose count is a multiple of theirs.</param>
    public Variable Constant(ReadOnlySpan<Real> values, Shape shape)
    {
        Expect.That(values.Length > 0 && shape.Count % values.Length == 0, $"{values.Length} numbers for the shape {shape}");
        return ConstantCore(values, shape).AsFresh();
    }

    /// <summary>A constant with the same value everywhere.</summary>
    public abstract Variable Fill(Shape shape, Real value);

    /// <summary>A plain parameter as a variable; its gradient is collected in <see cref="Gradients"/>.</summary>
    /// <exception cref="ArgumentException">It is a linear layer.</exception>
    public Variable Use(Parameter parameter) => parameter.Layout is null
        ? UseCore(parameter)
        : throw new ArgumentException($"'{parameter.Name}' is a linear layer: use Linear", nameof(parameter));

    /// <summary>
    /// A tensor that outlives the steps, with undefined content: what a machine answers with. Its rows are written by primitives such as
    /// <see cref="LinearInto"/>, each once, before anything reads it.
    /// </summary>
    public Variable NewKept(Shape shape) => NewKeptCore(shape).AsOpen();

    /// <summary>
    /// Walks back from <paramref name="loss"/>, a single number, and leaves the gradients of the parameters in <see cref="Gradients"/>;
    /// parameters that the loss does not depend on get zero.
    /// </summary>
    public void Backward(Variable loss)
    {
        if (!IsRecording)
            throw new InvalidOperationException("this tape does not record");
        Seed(loss, [1]);
        BackwardFromSeeds();
    }

    /// <summary>The backward pass when the gradients of the outputs have been set by <see cref="Seed"/>.</summary>
    public abstract void BackwardFromSeeds();

    /// <summary>Adds to the gradient of an output before <see cref="BackwardFromSeeds"/>.</summary>
    /// <param name="output">Any result of the pass.</param>
    /// <param name="gradient">As many numbers as it has.</param>
    public abstract void Seed(Variable output, ReadOnlySpan<Real> gradient);

    /// <summary>
    /// The first recorded primitive whose result is not finite, and where:
    /// <c>ContentAddressing at time-step 12, sequence 0, head 1, slot 5: NaN</c>. Null when all results are finite.
    /// </summary>
    public abstract string? FindNonFinite();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The engine's part of <see cref="Reset(int, StreamKey?)"/>: takes the memory of the last pass back.</summary>
    protected abstract void BeginPass();

    /// <summary>The engine's part of <see cref="NextStep"/>.</summary>
    /// <param name="number">What messages call the step.</param>
    protected abstract void BeginStep(int number);

    /// <summary>The engine's <see cref="Constant"/>.</summary>
    protected abstract Variable ConstantCore(ReadOnlySpan<Real> values, Shape shape);

    /// <summary>The engine's <see cref="Use"/>.</summary>
    protected abstract Variable UseCore(Parameter parameter);

    /// <summary>The engine's <see cref="NewKept"/>.</summary>
    protected abstract Variable NewKeptCore(Shape shape);

    /// <summary>Frees what the engine holds.</summary>
    /// <param name="disposing">Always true: no tape has a finalizer.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>
    /// Draws what <see cref="Dropout(Variable, double)"/> multiplies a step's rows with, as every engine must: on the host, row-major.
    /// </summary>
    /// <param name="mask">[rows, width] receives 0 with the probability <paramref name="rate"/>, and 1 / (1 - rate) else.</param>
    /// <param name="rows">How many rows there are: those of the sequences that still run.</param>
    /// <param name="rate">From 0 to below 1.</param>
    protected void DrawMask(Span<Real> mask, int rows, double rate) => _noise.FillMask(mask, rows, rate);

    /// <summary>The same for the rows of all steps, step after step.</summary>
    /// <param name="mask">[batch.Rows, width]</param>
    /// <param name="rate">From 0 to below 1.</param>
    /// <param name="batch">How the rows are packed.</param>
    protected void DrawMask(Span<Real> mask, double rate, SequenceBatch batch)
    {
        int width = mask.Length / batch.Rows;
        for (int step = 0; step < batch.MaxLength; step++)
        {
            int rows = batch.RowsAt(step);
            Span<Real> part = mask.Slice(batch.RowOffset(step) * width, rows * width);
            _noise.FillMask(part, rows, rate, batch.Readers);
        }
    }

    /// <summary>Draws what <see cref="Normalization.Sampled"/> chooses keys by, as every engine must: on the host, row-major.</summary>
    /// <param name="numbers">[rows, width] receives numbers from 0 to below 1.</param>
    /// <param name="rows">How many rows there are: those of the sequences that still run.</param>
    protected void DrawFractions(Span<Real> numbers, int rows) => _noise.FillFractions(numbers, rows);

    /// <summary>For engines that forget steps: objects of the coming ones are taken back when this is called the next time.</summary>
    private protected void BeginStretch()
    {
        _stretch.Reset();
        _current = _stretch;
    }

    /// <summary>Objects are kept again.</summary>
    private protected void EndStretch() => _current = _kept;

    /// <summary>Takes down where the streams are that a pass draws from.</summary>
    /// <returns>For how many sequences it has been drawn whether they keep an expectation.</returns>
    private protected int SaveNoise(List<StreamPlace> places)
    {
        _noise.Save(places);
        return _tossed;
    }

    /// <summary>Draws from there on once more.</summary>
    private protected void ReturnNoise(List<StreamPlace> places, int tossed)
    {
        _noise.Return(places);
        _tossed = tossed;
    }

    private void Restart(int expectedRows)
    {
        _kept.Reset();
        _stretch.Reset();
        foreach (PoolSet step in _steps)
            step.Reset();
        ExpectedRows = Math.Max(1, expectedRows);
        (_current, _step, _mostSampled, _tossed, _learned) = (_kept, 0, 0, 0, null);
        BeginPass();
    }
}
