using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ProgramWeightsCore(Variable queries, Variable strengths, Variable keys) => Run(() =>
    {
        // The heads, and not the sequences, are what has memories of their own.
        Tensor q = Of(queries).transpose(0, 1), k = Of(keys), told = Of(strengths, queries.Rows).transpose(0, 1);
        Tensor scores = q.bmm(k.transpose(1, 2)).mul(InverseLengths(k, 2).transpose(1, 2)).mul(InverseLengths(q, 2).mul(told));
        Shape shape = new(queries.Rows, queries.Shape[1], keys.Shape[1]);
        return Result("ProgramWeights", scores.softmax(-1).transpose(0, 1), shape, PrimitiveAxes.HeadNumbers);
    });
}
