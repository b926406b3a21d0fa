using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>One block of numbers that an optimizer remembers, laid out like the parameters; files store it tensor by tensor.</summary>
public sealed class OptimizerState : IDisposable
{
    private readonly NativeBuffer _block;
    private bool _wasShown;

    internal OptimizerState(string name, int length) => (Name, _block) = (name, new NativeBuffer(length));

    /// <summary>What the block holds, such as <c>momentum</c>; unique within its optimizer.</summary>
    public string Name { get; }

    /// <summary>The numbers, as many as the parameters have with their padding.</summary>
    public Span<Real> Block
    {
        get
        {
            _wasShown = true;
            return _block.Span;
        }
    }

    /// <summary>The same for the optimizer itself.</summary>
    internal Span<Real> Numbers => _block.Span;

    /// <summary>Whether others have seen the numbers, and may have changed them, since this was last asked.</summary>
    internal bool TakeShown()
    {
        bool was = _wasShown;
        _wasShown = false;
        return was;
    }

    /// <summary>The first number, aligned to a cache line; of no use when the block is empty.</summary>
    internal unsafe Real* Pointer => _block.Pointer;

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();
}
