using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ExtendRowsCore(Variable x, Variable start, int rows) => Run(() =>
    {
        var shape = new Shape(rows, x.Shape.RowCount);
        Tensor there = Matrix(x, x.Rows);
        Tensor y = x.Rows == rows
            ? there.alias()
            : torch.cat([there, Matrix(start, start.Rows).narrow(0, x.Rows, rows - x.Rows)], 0);
        return Result("ExtendRows", y, shape);
    });
}
