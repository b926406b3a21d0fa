using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The native engine's tape. Each primitive leaves a node; the backward pass is a loop over them in reverse. After a few passes of the
/// longest kind, a pass allocates nothing. Each primitive has a file of its own, forward and backward.
/// </summary>
internal sealed unsafe partial class NativeTape : Tape
{
    private readonly List<Node> _nodes = [];
    private readonly List<(int Node, int Number)> _stepStarts = [];
    private readonly Generation _kept = new();
    private readonly Arena _temporary = new();
    private readonly Arena _work = new();
    private readonly Generation[] _steps;
    private readonly LinearSlab?[] _slabs;
    private readonly NativeVariable?[] _leaves;
    private readonly NativeBuffer? _gradients;
    private readonly TouchedNumbers? _touched;
    private readonly TapeProfile? _profile;
    private Generation _current;
    private int _step;

    public NativeTape(ParameterSet parameters, bool recording, TapeProfile? profile = null)
        : this(parameters, recording, hasGradients: recording) => _profile = profile;

    private NativeTape(ParameterSet parameters, bool recording, bool hasGradients) : base(parameters, recording)
    {
        _forwardOfPart = part => _parts[part].Forward(_divided!, part, _partsInUse);
        _backwardOfPart = part => _parts[part].Backward(this);
        _weightGradient = WeightGradientOfPart;
        _slabs = new LinearSlab?[parameters.Items.Count];
        _leaves = new NativeVariable?[parameters.Items.Count];
        _gradients = hasGradients ? new NativeBuffer(parameters.Length) : null;
        _touched = hasGradients ? parameters.TouchedBeside() : null;
        _steps = recording ? [] : [new Generation(), new Generation()];
        _current = _kept;
    }

    public override Span<Real> Gradients => _gradients is { } block
        ? block.Span
        : throw new InvalidOperationException("this tape does not record, so it has no gradients");

    public override TouchedNumbers? Touched => _touched;

    public override long Capacity =>
        _kept.Arena.Capacity + _stretch.Arena.Capacity + _temporary.Capacity + _work.Capacity + _steps.Sum(step => step.Arena.Capacity)
        + _stores.Sum(store => store.Capacity) + _linkStores.Sum(store => store.Capacity) + _parts.Sum(part => part.Tape.Capacity);

    public override long MostUsed =>
        _kept.Arena.MostUsed + _stretch.Arena.MostUsed + _temporary.Capacity + _work.Capacity + _steps.Sum(step => step.Arena.MostUsed)
        + _stores.Sum(store => store.Capacity) + _linkStores.Sum(store => store.Capacity) + _parts.Sum(part => part.Tape.MostUsed)
        - _slabs.Sum(slab => slab?.Untouched ?? 0);

    public override long MostUsedBySteps => _stretch.Arena.MostUsed;

    public override long Used =>
        _kept.Arena.Used + _stretch.Arena.Used + _steps.Sum(step => step.Arena.Used) + UsedByParts;

    public override Variable Inputs(SequenceBatch batch, int row, int rows) => RentVariable().Become(
        new Shape(rows, batch.InputWidth), batch.InputPointer(row), needsGradient: IsRecording && TracksInputs);

    public override Variable Fill(Shape shape, Real value)
    {
        NativeVariable result = New(shape);
        Elementwise.Fill(result.Value, shape.Count, value);
        return result.Become(shape, result.Value, needsGradient: false);
    }

    public override void BackwardFromSeeds()
    {
        _profile?.BeginBackward(_nodes, Parameters);
        GoBack(null);
        FinishGradients();
    }

    public override void Seed(Variable output, ReadOnlySpan<Real> gradient)
    {
        Real* target = Of(output).Accumulate(this);
        for (int i = 0; i < gradient.Length; i++)
            target[i] += gradient[i];
    }

    /// <summary>The variable as this engine knows it.</summary>
    internal static NativeVariable Of(Variable variable) => (NativeVariable)variable;

    /// <summary>A tensor of the current step with undefined content.</summary>
    internal NativeVariable New(Shape shape) =>
        RentVariable().Become(shape, _current.Arena.Allocate(shape.Count), IsRecording);

    /// <summary>A tensor of the current step whose gradient has its place already.</summary>
    internal NativeVariable New(Shape shape, Real* gradient) =>
        RentVariable().Become(shape, _current.Arena.Allocate(shape.Count), IsRecording, gradient);

    /// <summary>A tensor of the current step in memory that is another tensor's.</summary>
    internal NativeVariable View(Shape shape, Real* value) =>
        RentVariable().Become(shape, value, IsRecording);

    /// <summary>Memory of the current step with undefined content.</summary>
    internal Real* Scratch(int count) => _current.Arena.Allocate(count);

    /// <summary>Memory that lasts until the pass is over, with undefined content.</summary>
    internal Real* Keep(int count) => _kept.Arena.Allocate(count);

    /// <summary>Memory that lasts until the backward pass of the current node has returned, with undefined content.</summary>
    internal Real* Temporary(int count) => _temporary.Allocate(count);

    /// <summary>Appends a node to be filled by the caller. Only for tapes that record.</summary>
    internal TNode Record<TNode>() where TNode : Node, new()
    {
        TNode node = _current.Pools.Rent<TNode>();
        _nodes.Add(node);
        _profile?.Ran(_nodes.Count - 1);
        return node;
    }

    /// <summary>Says to a profile that the last node has run, where it was recorded before it ran.</summary>
    /// <returns><paramref name="result"/></returns>
    private T Ran<T>(T result)
    {
        _profile?.Ran(_nodes.Count - 1);
        return result;
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

    protected override void BeginPass()
    {
        _profile?.BeginForward();
        _nodes.Clear();
        _stepStarts.Clear();
        _kept.Reset();
        foreach (Generation step in _steps)
            step.Reset();
        Array.Clear(_slabs);
        Array.Clear(_leaves);
        ForgetStretches();
        ForgetParts();
        (_current, _step, _isRewarded, _lentStores, _lentLinkStores) = (_kept, 0, false, 0, 0);
    }

    protected override void BeginStep(int number)
    {
        if (IsRecording)
        {
            _stepStarts.Add((_nodes.Count, number));
            return;
        }

        _current = _steps[_step++ & 1];
        _current.Reset();
    }

    protected override Variable ConstantCore(ReadOnlySpan<Real> values, Shape shape)
    {
        Real* place = _current.Arena.Allocate(shape.Count);
        for (int at = 0; at < shape.Count; at += values.Length)
            values.CopyTo(new Span<Real>(place + at, values.Length));
        return RentVariable().Become(shape, place, needsGradient: IsRecording && TracksInputs);
    }

    protected override Variable UseCore(Parameter parameter)
    {
        _hasUsedInSteps |= _isInSteps;
        return _leaves[parameter.Index] ??= _kept.Pools.Rent<NativeVariable>().Become(
            parameter.Shape, parameter.Values, IsRecording, _gradients is { } block ? block.Pointer + parameter.Offset : null);
    }

    protected override Variable NewKeptCore(Shape shape) =>
        Opened(_kept.Pools.Rent<NativeVariable>().Become(shape, _kept.Arena.Allocate(shape.Count), IsRecording));

    protected override void Dispose(bool disposing)
    {
        _kept.Arena.Dispose();
        _temporary.Dispose();
        _work.Dispose();
        _stretch.Arena.Dispose();
        foreach (Generation step in _steps)
            step.Arena.Dispose();
        foreach (SparseStore store in _stores)
            store.Dispose();
        foreach (TapePart part in _parts)
            part.Tape.Dispose();
        _gradients?.Dispose();
    }

    private NativeVariable RentVariable()
    {
        NativeVariable variable = _current.Pools.Rent<NativeVariable>();
        variable.IsPassing = _current != _kept;
        variable.MadeAt = _isInSteps ? StepNumber : -1;
        return variable;
    }

    /// <summary>The gradients of linear layers, which are one product each, and of what nothing depends on.</summary>
    private void FinishGradients()
    {
        if (IsDivided)
            Helpers!.Run(_slabs.Length * _partsInUse, _weightGradient);
        else
            _numbersPerRow = (double)_kept.Arena.Used / ExpectedRows;
        for (int i = 0; i < _slabs.Length; i++)
        {
            Parameter parameter = Parameters.Items[i];
            Real* gradient = _gradients!.Pointer + parameter.Offset;
            if (_slabs[i] is { } slab)
            {
                if (!IsDivided)
                    slab.WeightGradient(gradient);
            }
            else if (_leaves[i] is not { HasGradient: true } leaf)
                Forget(parameter, gradient);
            else if (parameter.IsTable && !leaf.HasRowsAlone)
                _touched!.Add(parameter.Offset, parameter.Length);
            _profile?.Finished(i);
        }
    }

    private void Forget(Parameter parameter, Real* gradient)
    {
        if (parameter.IsTable)
            ForgetRows(parameter);
        else
            Elementwise.Clear(gradient, parameter.Length);
    }

    /// <summary>Clears what a table's gradient has of the pass before.</summary>
    internal void ForgetRows(Parameter table)
    {
        int at = table.Offset / TouchedNumbers.Stretch * TouchedNumbers.Stretch, stop = table.Offset + table.Length;
        while (TouchedNumbers.Next(_touched, _touched!.Length, ref at, out int first, out int end) && first < stop)
        {
            (first, end) = (Math.Max(first, table.Offset), Math.Min(end, stop));
            Elementwise.Clear(_gradients!.Pointer + first, end - first);
        }

        _touched.Remove(table.Offset, table.Length);
    }

    /// <summary>A row of a table has a gradient.</summary>
    internal void TouchRow(Parameter table, int row)
    {
        if (table.IsTable)
            _touched!.Add(table.Offset + row * table.Shape[1], table.Shape[1]);
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
