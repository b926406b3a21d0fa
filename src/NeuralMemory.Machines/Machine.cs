using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell, its parameters and its widths.</summary>
internal sealed class Machine<TStep>(
    MachineConfig config, int inputWidth, int outputWidth, ParameterSet parameters, ICell<TStep> cell,
    Func<int, IMachine>? withSlots = null)
    : IMachine
    where TStep : class, IStep
{
    public MachineConfig Config => config;

    public int InputWidth => inputWidth;

    public int OutputWidth => outputWidth;

    public ParameterSet Parameters => parameters;

    public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        if (batch.InputWidth != inputWidth)
            throw new ArgumentException($"the machine has {inputWidth} input channels, the batch {batch.InputWidth}", nameof(batch));
        return Unroll.Run(cell, tape, batch, outputWidth, trace);
    }

    public void Dispose() => parameters.Dispose();

    public IMachine? WithSlots(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        return withSlots?.Invoke(slots);
    }
}
