using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>
/// A module of TorchSharp that is a machine: a <see cref="RecurrentModule"/> or a <see cref="SequenceModule"/>. It owns weights and
/// buffers, and nothing of the sequences that it reads: a tensor in a field dies with the pass that made it, unless it is registered. A
/// constructor ends with <c>RegisterComponents()</c>, without which TorchSharp knows none of the fields.
/// </summary>
public abstract class MachineModule : torch.nn.Module
{
    private protected MachineModule(string name)
        : base(name)
    {
    }
}
