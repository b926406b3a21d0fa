using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable BilinearCore(Parameter layer, Variable hidden, ReadOnlySpan<Variable> inputs, int rows)
    {
        Graph.Begin($"{layer.Name}/Bilinear");
        Value pairs = Beside(inputs, rows).Unsqueeze(2).Multiply(Matrix(hidden, rows).Unsqueeze(1)).Flatten();
        return Result(Product(layer, pairs), new Shape(rows, layer.Shape[0]));
    }
}
