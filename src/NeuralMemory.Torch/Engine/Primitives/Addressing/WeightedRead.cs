using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable WeightedReadCore(Variable memory, Variable weights, int firstHead, int heads) => Run(() =>
    {
        int rows = weights.Rows;
        Tensor reads = Heads(weights, firstHead, heads).bmm(Of(memory, rows).transpose(1, 2));
        return Result("WeightedRead", reads, new Shape(rows, heads, memory.Shape[1]), PrimitiveAxes.HeadNumbers);
    });

    /// <summary>The weightings of some of the heads.</summary>
    private static Tensor Heads(Variable weights, int first, int heads) =>
        heads == weights.Shape[1] ? Of(weights) : Of(weights).narrow(1, first, heads);
}
