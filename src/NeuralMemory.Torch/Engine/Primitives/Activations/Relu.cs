using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ReluCore(Variable x) => Run(() => Result("Relu", Of(x).relu(), x.Shape));
}
