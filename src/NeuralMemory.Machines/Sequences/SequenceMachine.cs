using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A machine that computes all steps of a batch at once, in place of one after another.</summary>
/// <param name="config">What it was built from.</param>
/// <param name="inputs">The inputs.</param>
/// <param name="outputWidth">O.</param>
/// <param name="parameters">All of its parameters.</param>
internal abstract class SequenceMachine(MachineConfig config, InputLayout inputs, int outputWidth, ParameterSet parameters) : IMachine
{
    public MachineConfig Config => config;

    public int InputWidth => inputs.Width;

    public InputLayout Inputs => inputs;

    public int OutputWidth => outputWidth;

    public ParameterSet Parameters => parameters;

    public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        Expect(batch);
        if (trace is null)
            return Compute(tape, batch, null);
        RowTrace rows = new();
        Variable logits = Compute(tape, batch, rows);
        rows.WriteTo(trace, tape, batch);
        return logits;
    }

    public abstract IMachineSteps Begin(Tape tape, SequenceBatch batch);

    public IMachine? WithSlots(int slots) => null;

    public void Dispose() => parameters.Dispose();

    /// <summary>The logits [batch.Answers, O] of a batch.</summary>
    /// <param name="tape">A tape that was reset.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="trace">Receives the quantities of all steps; null for none.</param>
    protected internal abstract Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace);

    /// <summary>Refuses a batch that is not for this machine.</summary>
    protected void Expect(SequenceBatch batch)
    {
        if (batch.InputWidth != InputWidth)
            throw new ArgumentException($"the machine has {InputWidth} input channels, the batch {batch.InputWidth}", nameof(batch));
    }
}
