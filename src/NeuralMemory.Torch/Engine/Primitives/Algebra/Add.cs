using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable AddCore(Variable a, Variable b, int rows) => Run(() =>
        Result("Add", Of(a, rows).add(Like(b, a, rows), Numbers.One), a.Shape.WithRows(rows)));
}
