using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable AppendCore(Variable? cache, Variable x) => Run(() =>
    {
        Tensor last = Of(x).unsqueeze(1);
        Tensor y = cache is null ? last : torch.cat([Of(cache, x.Rows), last], 1);
        return Result("Append", y, new Shape(x.Rows, (cache?.Shape[1] ?? 0) + 1, x.Shape.RowCount), PrimitiveAxes.Cache);
    });
}
