using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// A tensor on a tape: its value, and, during the backward pass, its gradient. The first dimension counts rows, one per
/// sequence (or per sequence and step). Variables belong to the tape and die with its reset.
/// </summary>
public sealed unsafe class Variable
{
    private Real* _gradient;

    /// <summary>The dimensions.</summary>
    public Shape Shape { get; private set; }

    /// <summary>The numbers, row-major.</summary>
    public Real* Value { get; private set; }

    /// <summary>Whether anything that is trained, or asked about, lies behind this variable.</summary>
    public bool NeedsGradient { get; private set; }

    /// <summary>Whether a gradient has reached this variable in the current backward pass.</summary>
    public bool HasGradient { get; private set; }

    /// <summary>The first dimension.</summary>
    public int Rows => Shape[0];

    /// <summary>The numbers as a span.</summary>
    public ReadOnlySpan<Real> Span => new(Value, Shape.Count);

    /// <summary>The gradient that has reached this variable; empty when none has.</summary>
    public ReadOnlySpan<Real> GradientSpan => HasGradient ? new ReadOnlySpan<Real>(_gradient, Shape.Count) : [];

    /// <summary>The gradient's numbers; valid once <see cref="HasGradient"/>.</summary>
    internal Real* Gradient => _gradient;

    internal Variable Become(Shape shape, Real* value, bool needsGradient, Real* gradient = null)
    {
        (Shape, NeedsGradient, HasGradient) = (shape, needsGradient, false);
        Value = value;
        _gradient = gradient;
        return this;
    }

    /// <summary>The gradient to add to, zero at the first call. Where none is needed, zeros that nobody will read.</summary>
    internal Real* Accumulate(Tape tape)
    {
        if (!NeedsGradient)
        {
            Real* nowhere = tape.Temporary(Shape.Count);
            Elementwise.Clear(nowhere, Shape.Count);
            return nowhere;
        }

        if (!HasGradient)
        {
            Prepare(tape);
            Elementwise.Clear(_gradient, Shape.Count);
            HasGradient = true;
        }

        return _gradient;
    }

    /// <summary>
    /// The gradient to write: the first writer sets it, later ones add. A writer that covers fewer rows than there are always adds.
    /// </summary>
    /// <param name="tape">The tape, which lends the memory.</param>
    /// <param name="rows">How many rows the caller writes, all of their numbers.</param>
    /// <param name="add">True when the caller must add to what is there.</param>
    internal Real* Write(Tape tape, int rows, out bool add)
    {
        add = NeedsGradient && (HasGradient || rows < Rows);
        if (add)
            return Accumulate(tape);
        if (!NeedsGradient)
            return tape.Temporary(Shape.Count);
        Prepare(tape);
        HasGradient = true;
        return _gradient;
    }

    /// <summary>
    /// Gives this variable the finished gradient of <paramref name="successor"/> as its own, to be changed in place, when nothing has
    /// reached it yet and the sizes agree. Spares a memory's gradient from moving through the cache once a step.
    /// </summary>
    internal bool TakeGradientOf(Variable successor)
    {
        if (!NeedsGradient || HasGradient || Shape != successor.Shape || _gradient != null)
            return false;
        _gradient = successor._gradient;
        HasGradient = true;
        return true;
    }

    private void Prepare(Tape tape)
    {
        if (_gradient == null)
            _gradient = tape.Scratch(Shape.Count);
    }
}
