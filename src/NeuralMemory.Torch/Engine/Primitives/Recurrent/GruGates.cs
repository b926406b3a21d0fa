using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable GruGatesCore(Variable fromInput, Variable fromHidden, Variable hidden) => Run(() =>
    {
        int rows = fromInput.Rows, units = fromInput.Shape.RowCount / 3;
        long[] sizes = [2 * units, units];
        Tensor[] a = Matrix(fromInput, rows).split(sizes, 1), b = Matrix(fromHidden, rows).split(sizes, 1);
        Tensor[] gates = a[0].add(b[0], Numbers.One).sigmoid().split(units, 1);
        Tensor candidate = a[1].addcmul(gates[0], b[1], Numbers.One).tanh();
        return Result("GruGates", candidate.lerp(Matrix(hidden, rows), gates[1]), new Shape(rows, units));
    });
}
