using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A Perceiver over whole sequences.</summary>
internal sealed class PerceiverMachine(
    PerceiverConfig config, InputLayout inputs, int outputWidth, ParameterSet parameters, InputReader reader, PerceiverLayers layers)
    : SequenceMachine(config, inputs, outputWidth, parameters, reader, layers.Output)
{
    protected internal override Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace) => layers.Run(tape, batch, trace);
}
