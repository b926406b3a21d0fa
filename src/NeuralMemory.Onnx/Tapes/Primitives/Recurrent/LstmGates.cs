using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Hidden, Variable Cell) LstmGatesCore(Variable gates, Variable cell)
    {
        Graph.Begin("LstmGates");
        int rows = gates.Rows, units = gates.Shape.RowCount / 4;
        Value[] parts = Of(gates).Split(1, units, units, units, units);
        Value next = parts[1].Sigmoid().Multiply(Matrix(cell, rows)).Add(parts[0].Sigmoid().Multiply(parts[2].Tanh()));
        var shape = new Shape(rows, units);
        return (Result(parts[3].Sigmoid().Multiply(next.Tanh()), shape), Result(next, shape));
    }
}
