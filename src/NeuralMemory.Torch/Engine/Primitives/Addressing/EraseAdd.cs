using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable EraseAddCore(Variable memory, Variable weights, int firstHead, Variable erase, Variable add) => Run(() =>
    {
        int rows = weights.Rows, heads = erase.Shape[1], width = erase.Shape[2];
        Tensor w = Heads(weights, firstHead, heads), e = Of(erase, rows).transpose(1, 2), kept = Of(memory, rows);
        // A factor for each head: torch.prod would have to know on the host whether one of them is zero.
        for (int h = 0; h < heads; h++)
        {
            Tensor erased = heads == 1 ? e.bmm(w) : e.narrow(2, h, 1).bmm(w.narrow(1, h, 1));
            kept = kept.addcmul(kept, erased, Numbers.MinusOne);
        }

        // TorchSharp's method has the summand last, unlike PyTorch's.
        Tensor next = Of(add, rows).transpose(1, 2).baddbmm(w, kept);
        return Result("EraseAdd", next, new Shape(rows, width, weights.Shape[2]), PrimitiveAxes.Memory);
    });
}
