using NeuralMemory.Autodiff;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ClampCore(Variable x, Real limit) =>
        Run(() => Result("Clamp", Of(x).clamp(-limit, limit), x.Shape));

    protected override void ClampIntoCore(Variable x, Real limit, Variable destination, int row) => Run(() =>
    {
        Tensor y = Matrix(x, x.Rows).clamp(-limit, limit);
        Write(destination, row, x.Rows, "Clamp", null, y);
        return y;
    });
}
