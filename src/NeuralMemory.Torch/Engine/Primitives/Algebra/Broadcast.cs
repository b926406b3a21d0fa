using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable BroadcastCore(Variable x, int batch, int? heads) => Run(() =>
    {
        int count = x.Shape.Count;
        Shape shape = heads is { } h ? new(batch, h, count / h) : new(batch, count);
        long[] dimensions = Dimensions(shape);
        Tensor one = Of(x).reshape([1, .. dimensions[1..]]);
        return Result("Broadcast", one.expand(dimensions), shape);
    });
}
