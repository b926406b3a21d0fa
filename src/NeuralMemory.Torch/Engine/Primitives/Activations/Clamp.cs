using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ClampCore(Variable x, Real limit) => Run(() => Result("Clamp", Clamp(Of(x), limit), x.Shape));

    protected override void ClampIntoCore(Variable x, Real limit, Variable destination, int row) => Run(() =>
    {
        Tensor y = Clamp(Matrix(x, x.Rows), limit);
        Write(destination, row, x.Rows, "Clamp", null, y);
        return y;
    });

    private static Tensor Clamp(Tensor x, Real limit)
    {
        using Scalar least = Numbers.Of(-limit), most = Numbers.Of(limit);
        return x.clamp(least, most);
    }
}
