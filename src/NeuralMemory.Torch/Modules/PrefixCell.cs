using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// A <see cref="SequenceModule"/> that does not read ahead, step by step: its state is what it has read, and a step runs it over all of
/// that once more.
/// </summary>
internal sealed class PrefixCell(SequenceModuleRunner runner, ModuleQuantities quantities, ModuleCalls calls) : ICell<ModuleStep>
{
    private const string Inputs = "inputs";

    /// <inheritdoc/>
    public ModuleStep Start(Tape tape, SequenceBatch batch) => new(null, [], []);

    /// <inheritdoc/>
    public ModuleStep Next(Tape tape, Variable input, ModuleStep previous)
    {
        TorchTape torch = (TorchTape)tape;
        int rows = input.Rows;
        return torch.RunModule(() =>
        {
            Tensor inputs = TorchTape.RowsOf(input, rows).unsqueeze(1);
            if (previous.State is [var (_, read)])
                inputs = TorchSharp.torch.cat([TorchTape.RowsOf(read, rows), inputs], 1);
            int last = (int)inputs.shape[1] - 1;
            long[] lengths = new long[rows];
            Array.Fill(lengths, last + 1);
            ModuleTrace trace = new(isOn: true);
            Tensor logits = runner.Answer(torch, inputs, lengths, trace).select(1, last);
            return new ModuleStep(
                torch.StepResultOf(logits), quantities.StateOf(torch, new ModuleState { [Inputs] = inputs }, rows),
                quantities.TracedBy(torch, trace, rows, value => value.select(1, last)));
        });
    }

    /// <inheritdoc/>
    public void Emit(Tape tape, ModuleStep step, Variable logits, int row) =>
        ((TorchTape)tape).WriteLogits(calls.Name, logits, row, () => step.Logits.Tensor.alias());
}
