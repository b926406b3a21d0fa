using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable EraseAddCore(Variable memory, Variable weights, int firstHead, Variable erase, Variable add)
    {
        Graph.Begin("EraseAdd");
        int rows = weights.Rows, heads = erase.Shape[1], width = erase.Shape[2];
        Value w = Heads(weights, firstHead, heads), e = Of(erase, rows).Transpose(0, 2, 1), kept = Of(memory, rows);
        for (int h = 0; h < heads; h++)
        {
            Value erased = heads == 1 ? e.MatMul(w) : e.Slice(2, h, h + 1).MatMul(w.Slice(1, h, h + 1));
            kept = kept.Multiply(erased.FromOne());
        }

        Value next = kept.Add(Of(add, rows).Transpose(0, 2, 1).MatMul(w));
        return Result(next, new Shape(rows, width, weights.Shape[2]));
    }
}
