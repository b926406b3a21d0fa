using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A Perceiver over whole sequences.</summary>
internal sealed class PerceiverMachine(
    PerceiverConfig config, int inputWidth, int outputWidth, ParameterSet parameters, PerceiverLayers layers)
    : SequenceMachine(config, inputWidth, outputWidth, parameters)
{
    public override IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        Expect(batch);
        return Unroll.Begin(new ReadAheadCell(this), tape, batch, OutputWidth, batch.MaxLength);
    }

    protected internal override Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace) => layers.Run(tape, batch, trace);
}
