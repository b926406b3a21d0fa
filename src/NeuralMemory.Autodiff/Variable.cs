using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>placeholder</summary>
public sealed unsafe class Variable
{
    /// <summary>The dimensions.</summary>
    public Shape Shape { get; internal set; }

    /// <summary>The numbers, row-major.</summary>
    public Real* Value { get; internal set; }

    /// <summary>The numbers as a span.</summary>
    public ReadOnlySpan<Real> Span => new(Value, Shape.Count);
}
