using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable GruGatesCore(Variable fromInput, Variable fromHidden, Variable hidden)
    {
        Graph.Begin("GruGates");
        int rows = fromInput.Rows, units = fromInput.Shape.RowCount / 3;
        Value[] a = Matrix(fromInput, rows).Split(1, 2 * units, units), b = Matrix(fromHidden, rows).Split(1, 2 * units, units);
        Value[] gates = a[0].Add(b[0]).Sigmoid().Split(1, units, units);
        Value candidate = a[1].Add(gates[0].Multiply(b[1])).Tanh();
        return Result(Mix(candidate, Matrix(hidden, rows), gates[1]), new Shape(rows, units));
    }
}
