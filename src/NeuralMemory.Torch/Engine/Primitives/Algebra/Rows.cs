using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable RowsCore(Variable x, int row, int count) => Run(() =>
        Result("Rows", Of(x).narrow(0, row, count), x.Shape.WithRows(count)));

    protected override void RowsIntoCore(Variable destination, int row, ReadOnlySpan<Variable> inputs) => Run(inputs, inputs =>
    {
        int rows = inputs[0].Rows;
        var parts = new Tensor[inputs.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Matrix(inputs[i], rows);
        Tensor y = parts.Length == 1 ? parts[0].alias() : torch.cat(parts, 1);
        Write(destination, row, rows, "RowsInto", null, y);
        return y;
    });
}
