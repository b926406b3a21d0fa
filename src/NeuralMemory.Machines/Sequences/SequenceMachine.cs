using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A machine that computes all steps of a batch at once, in place of one after another.</summary>
/// <param name="config">What it was built from.</param>
/// <param name="inputs">What its inputs hold.</param>
/// <param name="outputWidth">O.</param>
/// <param name="parameters">All of its parameters.</param>
/// <param name="reader">How it sees its inputs.</param>
/// <param name="output">The answer from what it makes of a step.</param>
internal abstract class SequenceMachine(
    MachineConfig config, InputLayout inputs, int outputWidth, ParameterSet parameters, InputReader reader, Parameter output) : IMachine
{
    public MachineConfig Config => config;

    public int InputWidth => inputs.Width;

    public InputLayout Inputs => inputs;

    public int OutputWidth => outputWidth;

    public ParameterSet Parameters => parameters;

    /// <summary>How it sees its inputs.</summary>
    protected InputReader Reader => reader;

    /// <summary>The answer from what it makes of a step.</summary>
    protected internal Parameter Output => output;

    public virtual Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        Expect(batch);
        if (trace is null)
            return tape.Linear(output, tape.Answered(Compute(tape, batch, null), batch));
        RowTrace rows = new();
        Variable logits = tape.Linear(output, tape.Answered(Compute(tape, batch, rows), batch));
        rows.WriteTo(trace, tape, batch);
        return logits;
    }

    public virtual Variable RunPart(Tape tape, SequenceBatch part, CarriedState from, CarriedState to) =>
        throw new NotSupportedException($"a machine of kind {config.Kind} does not run sequences part by part");

    public virtual IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        Expect(batch);
        return Unroll.Begin(new ReadAheadCell(this), tape, batch, OutputWidth, batch.MaxLength);
    }

    public IMachine? WithSlots(int slots) => null;

    public virtual IMachine? WithClamps(IReadOnlyList<StepClamp> clamps) => null;

    public virtual void Dispose() => parameters.Dispose();

    /// <summary>What answers come of: [batch.Rows, E].</summary>
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
