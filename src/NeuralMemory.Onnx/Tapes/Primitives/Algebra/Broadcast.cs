using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable BroadcastCore(Variable x, int batch, int? heads)
    {
        Graph.Begin("Broadcast");
        int count = x.Shape.Count;
        Shape shape = heads is { } h ? new(batch, h, count / h) : new(batch, count);
        return Result(Repeat(Of(x).Reshape(Dimensions(shape.WithRows(1))), shape), shape);
    }
}
