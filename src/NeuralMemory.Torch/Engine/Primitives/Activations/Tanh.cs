using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable TanhCore(Variable x) => Run(() => Result("Tanh", Of(x).tanh(), x.Shape));
}
