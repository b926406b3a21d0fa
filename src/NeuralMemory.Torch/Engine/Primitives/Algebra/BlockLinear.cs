using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable BlockLinearCore(Variable x, Variable weights, Variable? bias) => Run(() =>
    {
        int rows = x.Rows, blocks = weights.Shape[0], width = blocks * weights.Shape[2];
        Tensor byBlock = Of(x).reshape(rows, blocks, weights.Shape[1]).transpose(0, 1);
        Tensor y = byBlock.bmm(Of(weights)).transpose(0, 1).reshape(rows, width);
        return Result("BlockLinear", bias is null ? y : y.add(Of(bias).reshape(-1), Numbers.One), new Shape(rows, width));
    });
}
