using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// A tensor on a tape: its value, and, during the backward pass, its gradient. The first dimension counts rows, one per
/// sequence (or per sequence and step). Variables belong to the tape and die with its reset; where the numbers stand is the engine's
/// affair.
/// </summary>
public abstract class Variable
{
    private Standing _standing;

    private enum Standing : byte
    {
        /// <summary>Something may still need its numbers.</summary>
        Shared,

        /// <summary>A result that nothing has used: a primitive may use its place.</summary>
        Fresh,

        /// <summary>Kept for all steps; its rows are being written.</summary>
        Open,

        /// <summary>A primitive used its place: its numbers are gone.</summary>
        Consumed,
    }

    /// <summary>The dimensions.</summary>
    public Shape Shape { get; protected set; }

    /// <summary>The first dimension.</summary>
    public int Rows => Shape[0];

    /// <summary>Whether anything that is trained, or asked about, lies behind this variable.</summary>
    public bool NeedsGradient { get; protected set; }

    /// <summary>
    /// Whether a gradient has reached this variable in the current backward pass, and can be looked at (see
    /// <see cref="Tape.TracksInputs"/>).
    /// </summary>
    public abstract bool HasGradient { get; }

    /// <summary>The numbers, row-major, on the host; valid as long as the variable.</summary>
    public abstract ReadOnlySpan<Real> Span { get; }

    /// <summary>The gradient, on the host; empty without <see cref="HasGradient"/>.</summary>
    public abstract ReadOnlySpan<Real> GradientSpan { get; }

    /// <summary>For engines that use an object again: nothing is known of the new content.</summary>
    protected void BeginAnew() => _standing = Standing.Shared;

    /// <summary>A primitive reads the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Touch(string primitive)
    {
        if (_standing != Standing.Shared)
            TouchFirst(primitive);
    }

    /// <summary>A primitive takes the numbers' place for its results or its gradient.</summary>
    /// <exception cref="ArgumentException">Something else has a use for the numbers.</exception>
    internal void Consume(string name, [CallerMemberName] string primitive = "")
    {
        if (_standing != Standing.Fresh)
            throw new ArgumentException(
                $"{primitive}: '{name}' is overwritten here, so it must be a fresh result of Linear, LayerNorm, Add, Multiply, Clamp, "
                + "Dropout or Constant that nothing else uses");
        _standing = Standing.Consumed;
    }

    /// <summary>A primitive writes rows of a kept tensor.</summary>
    /// <exception cref="ArgumentException">The tensor is not a kept one, or has been read.</exception>
    internal void WriteRows([CallerMemberName] string primitive = "")
    {
        if (_standing != Standing.Open)
            throw new ArgumentException($"{primitive}: rows are written to a tensor of NewKept, before anything reads it");
    }

    /// <summary>This variable, whose place may be used.</summary>
    internal Variable AsFresh()
    {
        _standing = Standing.Fresh;
        return this;
    }

    /// <summary>This variable, whose rows are to be written.</summary>
    internal Variable AsOpen()
    {
        _standing = Standing.Open;
        return this;
    }

    private void TouchFirst(string primitive)
    {
        if (_standing == Standing.Consumed)
            throw new ArgumentException(
                $"{primitive}: an input was overwritten by a primitive that consumes it, such as LstmGates or Interface");
        _standing = Standing.Shared;
    }
}
