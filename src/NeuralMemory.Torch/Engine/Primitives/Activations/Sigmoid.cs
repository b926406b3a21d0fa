using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SigmoidCore(Variable x) => Run(() => Result("Sigmoid", Of(x).sigmoid(), x.Shape));
}
