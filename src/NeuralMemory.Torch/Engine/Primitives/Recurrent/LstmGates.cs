using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Hidden, Variable Cell) LstmGatesCore(Variable gates, Variable cell) => Run(() =>
    {
        int rows = gates.Rows, units = gates.Shape.RowCount / 4;
        Tensor[] parts = Of(gates).split(units, 1);
        Tensor kept = parts[1].sigmoid().mul(Matrix(cell, rows));
        Tensor next = kept.addcmul(parts[0].sigmoid(), parts[2].tanh(), Numbers.One);
        Tensor hidden = parts[3].sigmoid().mul(next.tanh());
        var shape = new Shape(rows, units);
        return ((Variable)Result("LstmGates", hidden, shape, PrimitiveAxes.Units, "hidden"),
            (Variable)Result("LstmGates", next, shape, PrimitiveAxes.Units, "cell"));
    });
}
