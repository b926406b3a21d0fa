using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable LinearCore(Parameter layer, ReadOnlySpan<Variable> inputs, int rows)
    {
        Graph.Begin(layer.Name);
        return Result(Product(layer, Beside(inputs, rows)), new Shape(rows, layer.Shape[0]));
    }

    protected override void LinearIntoCore(Parameter layer, Variable destination, int row, ReadOnlySpan<Variable> inputs, int rows)
    {
        Graph.Begin(layer.Name);
        Write(destination, row, rows, Product(layer, Beside(inputs, rows)));
    }

    /// <summary>[rows, the sum of the widths]</summary>
    private static Value Beside(ReadOnlySpan<Variable> inputs, int rows)
    {
        var parts = new Value[inputs.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Matrix(inputs[i], rows);
        return Value.Concat(1, parts);
    }

    private Value Product(Parameter layer, Value x)
    {
        GraphAttribute transposed = GraphAttribute.Of("transB", 1);
        Value weight = Weights(layer.Tensors[0]);
        return layer.HasBias
            ? Graph.Node("Gemm", [x, weight, Weights(layer.Tensors[1])], transposed)
            : Graph.Node("Gemm", [x, weight], transposed);
    }
}
