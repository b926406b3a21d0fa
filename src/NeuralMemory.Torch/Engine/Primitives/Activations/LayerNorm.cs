using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LayerNormCore(Variable x, Variable gain, Variable bias, int groups) => Run(() =>
    {
        int width = x.Shape[x.Shape.Rank - 1], size = width / groups;
        Tensor grouped = Of(x).reshape(-1, groups, size);
        Tensor normal = torch.nn.functional.layer_norm(grouped, [size], eps: 1e-5).view(-1, width);
        Tensor y = torch.addcmul(Of(bias).reshape(width), normal, Of(gain).reshape(width), Numbers.One);
        return Result("LayerNorm", y.view(Dimensions(x.Shape)), x.Shape);
    });
}
