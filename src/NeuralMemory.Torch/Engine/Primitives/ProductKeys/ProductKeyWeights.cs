using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Weights, Variable Slots) ProductKeyWeightsCore(
        Variable queries, Variable first, Variable second, int top) => Run(() =>
    {
        int rows = queries.Rows, heads = first.Shape[0], half = first.Shape[2], keys = first.Shape[1];
        Tensor q = Of(queries).reshape(rows, heads, 2 * half).transpose(0, 1);
        (Tensor firsts, Tensor one) = q.narrow(2, 0, half).bmm(Of(first).transpose(1, 2)).topk(top, -1);
        (Tensor seconds, Tensor other) = q.narrow(2, half, half).bmm(Of(second).transpose(1, 2)).topk(top, -1);
        using Scalar stride = Numbers.Of((long)keys);
        Tensor sums = firsts.unsqueeze(3).add(seconds.unsqueeze(2), Numbers.One).flatten(2);
        Tensor places = other.unsqueeze(2).add(one.unsqueeze(3), stride);
        (Tensor best, Tensor at) = sums.topk(top, -1);
        Tensor chosen = places.flatten(2).gather(2, at).transpose(0, 1).to_type(q.dtype);
        Shape shape = new(rows, heads, top);
        return ((Variable)Result("ProductKeyWeights", best.softmax(-1).transpose(0, 1), shape, PrimitiveAxes.HeadNumbers),
            (Variable)Result("ProductKeyWeights", chosen, shape, PrimitiveAxes.HeadNumbers, "slots"));
    });
}
