using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>A tensor of torch, or rows of one that are being written. Never used again: an object for each result.</summary>
internal sealed class TorchVariable : Variable
{
    private readonly TorchTape _tape;
    private readonly Tensor? _tensor;
    private Tensor? _gradient;
    private Real[]? _numbers, _gradientNumbers;

    /// <summary>A variable of a tensor that exists.</summary>
    public TorchVariable(TorchTape tape, Shape shape, Tensor tensor, bool needsGradient)
    {
        (_tape, _tensor) = (tape, tensor);
        (Shape, NeedsGradient) = (shape, needsGradient);
    }

    /// <summary>A variable whose rows are to be written.</summary>
    public TorchVariable(TorchTape tape, Shape shape, KeptRows rows, bool needsGradient)
    {
        (_tape, Kept) = (tape, rows);
        (Shape, NeedsGradient) = (shape, needsGradient);
    }

    /// <summary>The rows, where they are written one after another; null for a tensor that came as a whole.</summary>
    public KeptRows? Kept { get; }

    /// <summary>The tensor, laid out as <see cref="Variable.Shape"/>.</summary>
    public Tensor Tensor => _tensor ?? Kept!.Joined;

    public override bool HasGradient => _gradient is not null;

    public override ReadOnlySpan<Real> Span => _numbers ??= _tape.Download(() => Tensor, Shape.Count);

    public override ReadOnlySpan<Real> GradientSpan => _gradient is { } gradient
        ? _gradientNumbers ??= _tape.Download(() => gradient, Shape.Count)
        : [];

    /// <summary>The gradient that the backward pass has left.</summary>
    public void Receive(Tensor gradient) => _gradient = gradient;
}
