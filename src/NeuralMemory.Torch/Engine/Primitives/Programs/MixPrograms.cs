using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable MixProgramsCore(Variable products, Variable weights, IReadOnlyList<ProgramRun> runs, int width) => Run(() =>
    {
        int rows = products.Rows, programs = weights.Shape[2];
        Tensor said = Of(products).reshape(rows, programs, width), shares = Of(weights);
        var parts = new Tensor[runs.Count];
        for (int i = 0, at = 0; i < parts.Length; at += runs[i++].Width)
            parts[i] = shares.narrow(1, runs[i].Head, 1).bmm(said.narrow(2, at, runs[i].Width));
        return Result("MixPrograms", TorchSharp.torch.cat(parts, 2).reshape(rows, width), new Shape(rows, width), PrimitiveAxes.Units);
    });
}
