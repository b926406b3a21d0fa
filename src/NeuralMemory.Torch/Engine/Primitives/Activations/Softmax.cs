using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SoftmaxCore(Variable x) => Run(() => Result("Softmax", Of(x).softmax(-1), x.Shape));
}
