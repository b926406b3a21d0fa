using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// A machine that reads a sequence step by step. Sequences that have ended drop out of a batch from its end, so that a step may have fewer
/// rows than the one before.
/// </summary>
/// <param name="name">What TorchSharp calls it.</param>
public abstract class RecurrentModule(string name) : MachineModule(name)
{
    /// <summary>The state before the first input.</summary>
    /// <param name="sequences">B, how many sequences there are.</param>
    /// <param name="device">Where the module is, and its state is to be.</param>
    public abstract ModuleState Start(int sequences, torch.Device device);

    /// <summary>One step.</summary>
    /// <param name="input">[B, I]</param>
    /// <param name="state">What the step before left, of the B sequences that still run.</param>
    /// <param name="trace">Takes what pictures and other readers are to see.</param>
    /// <returns>The logits [B, O], before any sigmoid or softmax, and the state for the next step.</returns>
    public abstract (Tensor Logits, ModuleState State) Next(Tensor input, ModuleState state, ModuleTrace trace);
}
