using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>
/// The configuration of a machine that is a module of TorchSharp. It runs on the torch engine alone. The module is trained, checkpointed
/// and measured like every machine; its tensors have the names that TorchSharp gives them.
/// </summary>
public abstract record TorchMachineConfig : MachineConfig
{
    /// <inheritdoc/>
    public sealed override string? RequiredEngine => "torch";

    /// <inheritdoc/>
    /// <exception cref="EngineException">There is no torch, or the module cannot be made.</exception>
    public sealed override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization) =>
        new ModuleMachine(this, inputs, outputWidth, initialization);

    /// <inheritdoc/>
    /// <exception cref="EngineException">There is no torch, or the module cannot be made.</exception>
    public sealed override ParameterSet Declare(InputLayout inputs, int outputWidth)
    {
        using ModuleTensors tensors = new(this, inputs, outputWidth, default);
        return tensors.Declare();
    }

    /// <summary>
    /// Makes the module, on the processor. Torch's generator stands where the seed of the experiment puts it, so that the same seed draws
    /// the same initial weights.
    /// </summary>
    /// <param name="inputWidth">I, the number of input channels.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    protected internal abstract MachineModule Create(int inputWidth, int outputWidth);

    /// <summary>
    /// The same where the module wants to know which input channels hold symbols by their numbers, to embed them: it sees the numbers as
    /// they are, -1 where nothing is shown.
    /// </summary>
    /// <param name="inputs">The input channels.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    protected internal virtual MachineModule Create(InputLayout inputs, int outputWidth)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Create(inputs.Width, outputWidth);
    }
}
