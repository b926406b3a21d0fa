using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SharpenLinksCore(Variable weighting, Variable exponents) => Run(() =>
    {
        int rows = exponents.Rows;
        Tensor logs = AtLeast(Of(weighting, rows), Numbers.Zero).add(Numbers.Epsilon, Numbers.One).log();
        Tensor sharpened = logs.mul(Of(exponents).unsqueeze(-1)).softmax(-1);
        var shape = new Shape(rows, weighting.Shape[1], weighting.Shape[2], weighting.Shape[3]);
        return Result("SharpenLinks", sharpened, shape, PrimitiveAxes.FollowedLinks);
    });
}
