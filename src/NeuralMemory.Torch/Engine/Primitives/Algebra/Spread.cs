using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SpreadCore(Variable weights, Variable? bias, Variable z) => Run(() =>
    {
        int rows = z.Rows, parts = weights.Shape[0], few = weights.Shape[1], units = weights.Shape[2];
        Tensor byPart = Of(z).reshape(rows, parts, few).transpose(0, 1);
        Tensor y = byPart.bmm(Of(weights)).transpose(0, 1).reshape(rows, parts * units);
        return Result("Spread", bias is null ? y : y.add(Of(bias).reshape(-1), Numbers.One), new Shape(rows, parts * units));
    });
}
