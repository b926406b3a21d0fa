using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>A tensor of the graph that is being written: it has dimensions and no numbers.</summary>
internal sealed class GraphVariable : Variable
{
    private readonly Value? _value;
    private readonly KeptRows? _kept;

    /// <summary>A tensor that exists.</summary>
    public GraphVariable(Value value, Shape shape) => (_value, Shape) = (value, shape);

    /// <summary>A tensor whose rows are to be written.</summary>
    public GraphVariable(KeptRows rows, Shape shape) => (_kept, Shape) = (rows, shape);

    /// <summary>The rows, where they are written one after another.</summary>
    public KeptRows Kept => _kept ?? throw new InvalidOperationException("the tensor is not kept");

    /// <summary>What nodes call it.</summary>
    public Value Value => _value ?? Kept.Joined;

    public override bool HasGradient => false;

    /// <exception cref="OnnxException">Always: a graph has no numbers while it is written.</exception>
    public override ReadOnlySpan<Real> Span => throw new OnnxException(
        "the machine looks at numbers that it computes, so that no graph of operations is the same for all inputs");

    public override ReadOnlySpan<Real> GradientSpan => [];
}
