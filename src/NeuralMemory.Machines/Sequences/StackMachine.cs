using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A stack of layers, and an answer from each of its rows: all steps at once, or, where it is causal, one after another with a cache.
/// </summary>
/// <param name="config">What it was built from.</param>
/// <param name="inputs">What its inputs hold.</param>
/// <param name="outputWidth">O.</param>
/// <param name="parameters">All of its parameters.</param>
/// <param name="reader">How it sees its inputs.</param>
/// <param name="parts">The stack and what is around it.</param>
/// <param name="clamps">What of its gates is set, step by step; null for nothing.</param>
internal sealed class StackMachine(
    MachineConfig config, InputLayout inputs, int outputWidth, ParameterSet parameters, InputReader reader, StackParts parts,
    StepClamps? clamps = null)
    : SequenceMachine(config, inputs, outputWidth, parameters, reader, parts.Output)
{
    /// <summary>The layers.</summary>
    public LayerStack Stack => parts.Stack;

    /// <summary>What of its gates is set; null for nothing.</summary>
    public StepClamps? Clamps => clamps;

    /// <summary>What the encoder makes of the source; null without an encoder.</summary>
    public SourceMemory? ReadSource(Tape tape, SequenceBatch batch, bool traces) => parts.Encoder?.Read(tape, batch, traces);

    /// <summary>Where something is set, it is set in steps, which are then made one after another: with the same bits otherwise.</summary>
    public override Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        if (clamps is null)
            return base.Run(tape, batch, trace);
        Expect(batch);
        return Unroll.Run(new StackCell(this), tape, batch, OutputWidth, trace, Reader);
    }

    public override IMachine? WithClamps(IReadOnlyList<StepClamp> more) => Config.Signals.Count == 0
        ? null
        : new StackMachine(
            Config, Inputs, OutputWidth, Parameters, Reader, parts, new StepClamps(Config, [.. clamps?.All ?? [], .. more]));

    public override void Dispose()
    {
        // Another machine's parameters are not copied to set gates.
        if (clamps is null)
            base.Dispose();
    }

    public override Variable RunPart(Tape tape, SequenceBatch part, CarriedState from, CarriedState to)
    {
        Expect(part);
        if (!Config.CarriesState)
            return base.RunPart(tape, part, from, to);
        if (clamps is not null)
            return Unroll.RunPart(new StackCell(this), tape, part, OutputWidth, new(from, to), Reader);
        StackStep step = tape.Rent<StackStep>();
        step.Begin(tape, null, Stack, part.Sequences);
        if (from.Time > 0)
            from.SetOn(tape, step);
        Variable rows = Stack.Run(tape, part, null, null, step.Caches);
        to.Keep(step, from.Time + part.MaxLength);
        return tape.Linear(Output, tape.Answered(rows, part));
    }

    public override IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        if (!Stack.Mask.IsCausal)
            return base.Begin(tape, batch);
        Expect(batch);
        return Unroll.Begin(new StackCell(this), tape, batch, OutputWidth, inputs: Reader);
    }

    protected internal override Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace)
    {
        SourceMemory? source = ReadSource(tape, batch, traces: trace is not null);
        if (source is not null)
            trace?.Read(source);
        return Stack.Run(tape, batch, source, trace);
    }
}

/// <summary>What a machine of layers is made of.</summary>
/// <param name="Stack">The layers.</param>
/// <param name="Encoder">What reads the source; null for none.</param>
/// <param name="Output">The answer from what the last layer made.</param>
internal sealed record StackParts(LayerStack Stack, SourceEncoder? Encoder, Parameter Output);
