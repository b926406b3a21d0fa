using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>A tensor of the native engine: pointers into the tape's arenas, the caller's inputs, or the parameters' block.</summary>
internal sealed unsafe class NativeVariable : Variable
{
    private Real* _gradient;
    private bool _hasGradient, _isBorrowed;

    /// <summary>The numbers, row-major.</summary>
    public Real* Value { get; private set; }

    /// <summary>The gradient's numbers; valid once <see cref="HasGradient"/>.</summary>
    public Real* Gradient => _gradient;

    /// <summary>Whether it is of steps that the tape forgets before the pass is over, and its gradient with them.</summary>
    public bool IsPassing { get; set; }

    /// <summary>The time-step that made it; -1 where it was there before the first one.</summary>
    public int MadeAt { get; set; }

    public override bool HasGradient => _hasGradient;

    /// <summary>Whether the gradient so far is of single rows, which the tape knows.</summary>
    public bool HasRowsAlone { get; private set; }

    public override ReadOnlySpan<Real> Span => new(Value, Shape.Count);

    public override ReadOnlySpan<Real> GradientSpan => _hasGradient ? new ReadOnlySpan<Real>(_gradient, Shape.Count) : [];

    public NativeVariable Become(Shape shape, Real* value, bool needsGradient, Real* gradient = null)
    {
        BeginAnew();
        (Shape, NeedsGradient, _hasGradient) = (shape, needsGradient, false);
        Value = value;
        _gradient = gradient;
        (HasRowsAlone, _isBorrowed) = (false, false);
        return this;
    }

    /// <summary>The gradient to add to, zero at the first call. Where none is needed, zeros that nobody will read.</summary>
    public Real* Accumulate(NativeTape tape)
    {
        HasRowsAlone = false;
        if (!NeedsGradient)
        {
            Real* nowhere = tape.Temporary(Shape.Count);
            Elementwise.Clear(nowhere, Shape.Count);
            return nowhere;
        }

        if (!_hasGradient)
        {
            Prepare(tape);
            Elementwise.Clear(_gradient, Shape.Count);
            _hasGradient = true;
        }

        return _gradient;
    }

    /// <summary>
    /// The gradient of a table to add to single rows of, each of which the tape is told of (<see cref="NativeTape.TouchRow"/>): zero at the
    /// first call, for which no more has to be cleared than what the pass before touched.
    /// </summary>
    public Real* AccumulateRows(NativeTape tape, Parameter table)
    {
        if (!NeedsGradient || _hasGradient || !table.IsTable)
            return HasRowsAlone ? _gradient : Accumulate(tape);
        tape.ForgetRows(table);
        (_hasGradient, HasRowsAlone) = (true, true);
        return _gradient;
    }

    /// <summary>
    /// The gradient to write: the first writer sets it, later ones add. A writer that covers fewer rows than there are always adds.
    /// </summary>
    /// <param name="tape">The tape, which lends the memory.</param>
    /// <param name="rows">How many rows the caller writes, all of their numbers.</param>
    /// <param name="add">True when the caller must add to what is there.</param>
    public Real* Write(NativeTape tape, int rows, out bool add)
    {
        add = NeedsGradient && (_hasGradient || rows < Rows);
        if (add)
            return Accumulate(tape);
        if (!NeedsGradient)
            return tape.Temporary(Shape.Count);
        Prepare(tape);
        (_hasGradient, HasRowsAlone) = (true, false);
        return _gradient;
    }

    /// <summary>
    /// Gives this variable the finished gradient of <paramref name="successor"/> as its own, to be changed in place, when nothing has
    /// reached it yet and the sizes agree. Spares a memory's gradient from moving through the cache once a step.
    /// </summary>
    public bool TakeGradientOf(NativeVariable successor)
    {
        if (!NeedsGradient || _hasGradient || Shape != successor.Shape || _gradient != null)
            return false;
        _gradient = successor._gradient;
        (_hasGradient, _isBorrowed) = (true, successor.IsPassing && !IsPassing);
        return true;
    }

    /// <summary>
    /// The gradient that steps have left which are computed already; what else reaches this variable is added to it. The place may be
    /// handed on.
    /// </summary>
    public void Receive(Real* gradient)
    {
        if (_gradient == null)
            _gradient = gradient;
        else
            Elementwise.Copy(gradient, _gradient, Shape.Count);
        _hasGradient = true;
    }

    /// <summary>Moves a gradient that lies where the tape will forget it to a place that lasts until the pass is over.</summary>
    public void KeepGradient(NativeTape tape)
    {
        if (!_isBorrowed)
            return;
        _isBorrowed = false;
        Real* passing = _gradient;
        _gradient = tape.Keep(Shape.Count);
        Elementwise.Copy(passing, _gradient, Shape.Count);
    }

    private void Prepare(NativeTape tape)
    {
        if (_gradient == null)
            _gradient = IsPassing ? tape.Scratch(Shape.Count) : tape.Keep(Shape.Count);
    }
}
