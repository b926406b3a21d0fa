using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A Transformer: all steps at once, or, where a decoder answers, one after another with a cache of keys and values.</summary>
internal sealed class TransformerMachine(
    TransformerConfig config, InputLayout inputs, int outputWidth, ParameterSet parameters, TransformerParts parts)
    : SequenceMachine(config, inputs, outputWidth, parameters)
{
    public override IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        Expect(batch);
        return config.Layout == TransformerLayout.Encoder
            ? Unroll.Begin(new ReadAheadCell(this), tape, batch, OutputWidth, batch.MaxLength, parts.Inputs)
            : Unroll.Begin(new TransformerCell(parts), tape, batch, OutputWidth, inputs: parts.Inputs);
    }

    protected internal override Variable Compute(Tape tape, SequenceBatch batch, RowTrace? trace) =>
        tape.Linear(parts.Output, tape.Answered(parts.Run(tape, batch, trace), batch));
}
