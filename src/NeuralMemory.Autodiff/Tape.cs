using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Records primitives in the order in which they run, so that the backward pass is a loop in reverse. It owns the memory
/// of one pass, and the gradients of one shard. A tape that does not record keeps only the current step and the one before it,
/// so what it needs does not grow with the sequence. After a few passes of the longest kind, a pass allocates nothing.
/// Not thread-safe: one tape, one thread.
/// </summary>
public sealed unsafe class Tape : IDisposable
{
    private readonly List<Node> _nodes = [];
    private readonly List<(int Node, int Number)> _stepStarts = [];
    private readonly Generation _kept = new();
    private readonly Arena _temporary = new();
    private readonly Generation[] _steps;
    private readonly LinearSlab?[] _slabs;
    private readonly Variable?[] _leaves;
    private readonly NativeBuffer? _gradients;
    private readonly RandomStream _noise = new(default);
    private Generation _current;
    private int _step;

    /// <summary>A tape for machines with these parameters.</summary>
    /// <param name="parameters">The complete parameter set.</param>
    /// <param name="recording">False for evaluation: nothing can be differentiated, and memory does not grow with length.</param>
    public Tape(ParameterSet parameters, bool recording = true)
    {
        Parameters = parameters;
        IsRecording = recording;
        _slabs = new LinearSlab?[parameters.Items.Count];
        _leaves = new Variable?[parameters.Items.Count];
        _gradients = recording ? new NativeBuffer(parameters.Length) : null;
        _steps = recording ? [] : [new Generation(), new Generation()];
        _current = _kept;
    }

    /// <summary>The parameters whose gradients this tape collects.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Whether a backward pass is possible.</summary>
    public bool IsRecording { get; }

    /// <summary>Whether inputs are given a gradient too; for tests and for questions about influence.</summary>
    public bool TracksInputs { get; init; }

    /// <summary>The gradients of all parameters after <see cref="Backward"/>, laid out like the parameters' block.</summary>
    public Span<Real> Gradients => _gradients is { } block
        ? block.Span
        : throw new InvalidOperationException("this tape does not record, so it has no gradients");

    /// <summary>How many numbers the tape's memory holds.</summary>
    public long Capacity => _kept.Arena.Capacity + _temporary.Capacity + _steps.Sum(step => step.Arena.Capacity);

    /// <summary>How many numbers the last pass took of it; on a tape that does not record, those of the last two steps.</summary>
    public long Used => _kept.Arena.Used + _steps.Sum(step => step.Arena.Used);

    /// <summary>The rows that all steps of the coming pass have together; lets a linear layer lay out its inputs in one piece.</summary>
    internal int ExpectedRows { get; private set; } = 1;

    /// <summary>What primitives that draw at random draw from, in the order of the pass; null when they are to draw nothing.</summary>
    internal RandomStream? Noise { get; private set; }

    /// <summary>Forgets the last pass and takes its memory back.</summary>
    /// <param name="expectedRows">The rows of all steps of the coming pass.</param>
    /// <param name="noise">
    /// The random stream of the coming pass, from which <see cref="Op.Dropout"/> draws; null, as in evaluation, when nothing is to be
    /// dropped. The same key and the same pass give the same bits.
    /// </param>
    public void Reset(int expectedRows, StreamKey? noise = null)
    {
        _nodes.Clear();
        _stepStarts.Clear();
        _kept.Reset();
        foreach (Generation step in _steps)
            step.Reset();
        Array.Clear(_slabs);
        Array.Clear(_leaves);
        ExpectedRows = Math.Max(1, expectedRows);
        (_current, _step) = (_kept, 0);
        Noise = noise is null ? null : _noise;
        if (noise is { } key)
            _noise.Restart(key);
    }

    /// <summary>Begins a time step. Without recording, what the step before the last one made is taken back.</summary>
    /// <param name="number">What messages call it; null for how many there have been.</param>
    public void NextStep(int? number = null)
    {
        if (IsRecording)
        {
            _stepStarts.Add((_nodes.Count, number ?? _stepStarts.Count));
            return;
        }

        _current = _steps[_step++ & 1];
        _current.Reset();
    }

    /// <summary>An object for the current step, with leftover content; taken back like the step's memory.</summary>
    public T Rent<T>() where T : class, new() => _current.Pools.Rent<T>();

    /// <summary>A constant, whose memory is the caller's and must outlive the pass.</summary>
    public Variable Constant(Real* value, Shape shape) =>
        _current.Pools.Rent<Variable>().Become(shape, value, needsGradient: IsRecording && TracksInputs);

    /// <summary>A constant with the same value everywhere.</summary>
    public Variable Fill(Shape shape, Real value)
    {
        Variable result = New(shape);
        Elementwise.Fill(result.Value, shape.Count, value);
        return result.Become(shape, result.Value, needsGradient: false);
    }

    /// <summary>A plain parameter as a variable; its gradient is collected in <see cref="Gradients"/>.</summary>
    public Variable Use(Parameter parameter)
    {
        if (parameter.Layout is not null)
            throw new ArgumentException($"'{parameter.Name}' is a linear layer: use Linear", nameof(parameter));
        return _leaves[parameter.Index] ??= _kept.Pools.Rent<Variable>().Become(
            parameter.Shape, parameter.Values, IsRecording, IsRecording ? _gradients!.Pointer + parameter.Offset : null);
    }

    /// <summary>A tensor that outlives the steps, with undefined content: what a machine answers with.</summary>
    public Variable NewKept(Shape shape) =>
        _kept.Pools.Rent<Variable>().Become(shape, _kept.Arena.Allocate(shape.Count), IsRecording);

    /// <summary>
    /// Walks back from <paramref name="loss"/>, a single number, and leaves the gradients of the parameters in <see cref="Gradients"/>;
    /// parameters that the loss does not depend on get zero.
    /// </summary>
    public void Backward(Variable loss)
    {
        if (!IsRecording)
            throw new InvalidOperationException("this tape does not record");
        *loss.Accumulate(this) = 1;
        BackwardFromSeeds();
    }

    /// <summary>The backward pass when the gradients of the outputs have been set by <see cref="Seed"/>.</summary>
    public void BackwardFromSeeds()
    {
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (!_nodes[i].HasGradient)
                continue;
            // The same few lines of cache serve every node.
            _temporary.Reset();
            _nodes[i].Backward(this);
        }

        for (int i = 0; i < _slabs.Length; i++)
        {
            Parameter parameter = Parameters.Items[i];
            Real* gradient = _gradients!.Pointer + parameter.Offset;
            if (_slabs[i] is { } slab)
                slab.WeightGradient(gradient);
            else if (_leaves[i] is not { HasGradient: true })
                Elementwise.Clear(gradient, parameter.Length);
        }
    }

    /// <summary>Adds to the gradient of an output before <see cref="BackwardFromSeeds"/>.</summary>
    public void Seed(Variable output, ReadOnlySpan<Real> gradient)
    {
        Real* target = output.Accumulate(this);
        for (int i = 0; i < gradient.Length; i++)
            target[i] += gradient[i];
    }

    /// <summary>
    /// The first recorded primitive whose result is not finite, and where:
    /// <c>ContentAddressing at time-step 12, sequence 0, head 1, slot 5: NaN</c>. Null when all results are finite.
    /// </summary>
    public string? FindNonFinite()
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach ((string name, Variable output, int firstRow, int rows) in _nodes[i].Outputs)
            {
                int row = output.Shape.RowCount;
                for (int at = 0; at < rows * row; at++)
                    if (output.Value[firstRow * row + at] is var value && !Real.IsFinite(value))
                        return $"{name}{TimeStepOf(i)}{Place(output.Shape, at, _nodes[i].Axes)}: {value}";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.Arena.Dispose();
        _temporary.Dispose();
        foreach (Generation step in _steps)
            step.Arena.Dispose();
        _gradients?.Dispose();
    }

    /// <summary>A tensor of the current step with undefined content.</summary>
    internal Variable New(Shape shape) =>
        _current.Pools.Rent<Variable>().Become(shape, _current.Arena.Allocate(shape.Count), IsRecording);

    /// <summary>A tensor of the current step whose gradient has its place already.</summary>
    internal Variable New(Shape shape, Real* gradient) =>
        _current.Pools.Rent<Variable>().Become(shape, _current.Arena.Allocate(shape.Count), IsRecording, gradient);

    /// <summary>A tensor of the current step in memory that is another tensor's.</summary>
    internal Variable View(Shape shape, Real* value) => _current.Pools.Rent<Variable>().Become(shape, value, IsRecording);

    /// <summary>Memory of the current step with undefined content.</summary>
    internal Real* Scratch(int count) => _current.Arena.Allocate(count);

    /// <summary>Memory that lasts until the backward pass of the current node has returned, with undefined content.</summary>
    internal Real* Temporary(int count) => _temporary.Allocate(count);

    /// <summary>Appends a node to be filled by the caller. Only for tapes that record.</summary>
    internal TNode Record<TNode>() where TNode : Node, new()
    {
        TNode node = _current.Pools.Rent<TNode>();
        _nodes.Add(node);
        return node;
    }

    /// <summary>Where the inputs and output gradients of a linear layer are kept for its weight gradient.</summary>
    internal LinearSlab SlabOf(Parameter parameter)
    {
        if (_slabs[parameter.Index] is { } slab)
            return slab;
        slab = _kept.Pools.Rent<LinearSlab>();
        slab.Begin(this, parameter.Layout!.Value);
        return _slabs[parameter.Index] = slab;
    }

    private string TimeStepOf(int node)
    {
        int step = _stepStarts.FindLastIndex(start => start.Node <= node);
        return step < 0 ? "" : $" at time-step {_stepStarts[step].Number}";
    }

    private static string Place(Shape shape, int index, IReadOnlyList<string> axes)
    {
        string place = "";
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            place = $", {(axis < axes.Count ? axes[axis] : "element")} {index % shape[axis]}{place}";
            index /= shape[axis];
        }

        return place;
    }

    /// <summary>Memory and objects that are taken back together.</summary>
    private sealed class Generation
    {
        public Arena Arena { get; } = new();

        public PoolSet Pools { get; } = new();

        public void Reset()
        {
            Arena.Reset();
            Pools.Reset();
        }
    }
}
