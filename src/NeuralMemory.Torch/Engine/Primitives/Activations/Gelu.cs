using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable GeluCore(Variable x) => Run(() => Result("Gelu", Of(x).gelu(), x.Shape));
}
