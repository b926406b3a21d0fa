using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable MixProgramsCore(Variable products, Variable weights, IReadOnlyList<ProgramRun> runs, int width)
    {
        Graph.Begin("MixPrograms");
        Value said = Of(products).Reshape(0, weights.Shape[2], width), shares = Of(weights, products.Rows);
        var parts = new Value[runs.Count];
        for (int i = 0, at = 0; i < parts.Length; at += runs[i++].Width)
            parts[i] = shares.Slice(1, runs[i].Head, runs[i].Head + 1).MatMul(said.Slice(2, at, at + runs[i].Width));
        return Result(Value.Concat(2, parts).Reshape(0, width), new Shape(products.Rows, width));
    }
}
