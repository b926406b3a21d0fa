using NeuralMemory.Autodiff;
using TorchSharp;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable SiluCore(Variable x) => Run(() => Result("Silu", torch.nn.functional.silu(Of(x)), x.Shape));
}
