using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>A part of a <see cref="Mirror"/>, valid as long as that.</summary>
/// <param name="numbers">The numbers on the host.</param>
/// <param name="count">How many they are.</param>
/// <param name="tensor">Those on the device; belongs to the part.</param>
internal sealed unsafe class MirrorPart(Real* numbers, int count, Tensor tensor) : IDisposable
{
    /// <summary>The numbers on the host.</summary>
    public Span<Real> Host => new(numbers, count);

    /// <summary>Those on the device.</summary>
    public Tensor Tensor => tensor;

    public void Dispose() => tensor.Dispose();
}
