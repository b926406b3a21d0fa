using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A stack of layers, and an answer from each of its rows: all steps at once, or, where it is causal, one after another with a cache.
/// </summary>
/// <param name="config">What it was built from.</param>
/// <param name="inputWidth">I.</param>
/// <param name="outputWidth">O.</param>
/// <param name="parameters">All of its parameters.</param>
/// <param name="parts">The stack and what is around it.</param>
internal sealed class StackMachine(MachineConfig config, int inputWidth, int outputWidth, ParameterSet parameters, StackParts parts)
    : SequenceMachine(config, inputWidth, outputWidth, parameters)
{
    /// <summary>The layers.</summary>
    public LayerStack Stack => parts.Stack;

    /// <summary>The answer from what the last layer made.</summary>
    public Parameter Output => parts.Output;

    /// <summary>What the encoder makes of the source; null without an encoder.</summary>
    public SourceMemory? ReadSource(Tape tape, SequenceBatch batch) => parts.Encoder?.Read(tape, batch);

    public override IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        Expect(batch);
        return Stack.Mask.IsCausal
            ? Unroll.Begin(new StackCell(this), tape, batch, OutputWidth)
            : Unroll.Begin(new ReadAheadCell(this), tape, batch, OutputWidth, batch.MaxLength);
    }

    protected internal override Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace) =>
        tape.Linear(Output, Stack.Run(tape, batch, ReadSource(tape, batch), trace));
}

/// <summary>What a machine of layers is made of.</summary>
/// <param name="Stack">The layers.</param>
/// <param name="Encoder">What reads the source; null for none.</param>
/// <param name="Output">The answer from what the last layer made.</param>
internal sealed record StackParts(LayerStack Stack, SourceEncoder? Encoder, Parameter Output);
