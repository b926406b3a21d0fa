using NeuralMemory.Autodiff;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable MultiplyCore(Variable a, Variable b, int rows) => Run(() =>
        Result("Multiply", Of(a, rows).mul(Like(b, a, rows)), a.Shape.WithRows(rows)));

    /// <summary>The first rows of a variable, laid out like those of another that are as wide.</summary>
    private static Tensor Like(Variable x, Variable other, int rows)
    {
        Tensor tensor = Of(x, rows);
        return x.Shape.WithRows(rows) == other.Shape.WithRows(rows) ? tensor : tensor.reshape(Dimensions(other.Shape.WithRows(rows)));
    }
}
