using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ContentAddressingCore(Variable keys, Variable strengths, Variable memory) => Run(() =>
    {
        int rows = keys.Rows;
        Tensor k = Of(keys), m = Of(memory, rows);
        Tensor keyLengths = InverseLengths(k, 2), slotLengths = InverseLengths(m, 1);
        Tensor scores = k.bmm(m).mul(slotLengths).mul(keyLengths.mul(Of(strengths, rows)));
        return Result("ContentAddressing", scores.softmax(-1), new Shape(rows, keys.Shape[1], memory.Shape[2]), PrimitiveAxes.HeadSlots);
    });

    /// <summary>1 / sqrt(x.x + e) along a dimension, which becomes 1.</summary>
    private static Tensor InverseLengths(Tensor x, long dimension) =>
        x.pow(Numbers.Two).sum(dimension, keepdim: true).add(Numbers.Epsilon, Numbers.One).rsqrt();
}
