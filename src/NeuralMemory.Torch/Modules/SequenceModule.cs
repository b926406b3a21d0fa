using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// A machine that reads sequences as a whole. What it answers at a step must not depend on later inputs, unless its config says that it
/// <see cref="Machines.MachineConfig.ReadsAhead"/>; nor on the padding.
/// </summary>
/// <param name="name">What TorchSharp calls it.</param>
public abstract class SequenceModule(string name) : MachineModule(name)
{
    /// <summary>Answers all steps.</summary>
    /// <param name="inputs">[B, T, I], zero where a sequence has ended; the longest sequence comes first.</param>
    /// <param name="lengths">[B] whole numbers of 64 bits, on the module's device.</param>
    /// <param name="trace">Takes what pictures and other readers are to see.</param>
    /// <returns>The logits [B, T, O], before any sigmoid or softmax; those of padding are not looked at.</returns>
    public abstract Tensor Run(Tensor inputs, Tensor lengths, ModuleTrace trace);
}
