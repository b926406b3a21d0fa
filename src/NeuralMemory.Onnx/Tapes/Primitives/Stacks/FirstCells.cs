using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable FirstCellsCore(Variable memory, int rows, int count)
    {
        Graph.Begin("FirstCells");
        int width = memory.Shape[1], slots = memory.Shape[2];
        Value cells = count <= slots
            ? Of(memory, rows).Slice(2, 0, count)
            : Value.Concat(2, Of(memory, rows), Repeat(Graph.Number(0), new Shape(rows, width, count - slots)));
        return Result(cells.Transpose(0, 2, 1), new Shape(rows, count, width));
    }
}
