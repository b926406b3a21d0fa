using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable MaskedContentAddressingCore(Variable keys, Variable strengths, Variable masks, Variable memory)
    {
        Graph.Begin("MaskedContentAddressing");
        int rows = keys.Rows;
        Value mask = Of(masks, rows), m = Of(memory, rows), masked = Of(keys).Multiply(mask);
        Value slotLengths = mask.Multiply(mask).MatMul(m.Multiply(m)).Add(Epsilon).Root().Reciprocal();
        Value keyLengths = InverseLengths(masked, 2).Multiply(Of(strengths, rows));
        Value scores = masked.Multiply(mask).MatMul(m).Multiply(slotLengths).Multiply(keyLengths);
        return Result(scores.Softmax(), new Shape(rows, keys.Shape[1], memory.Shape[2]));
    }
}
