using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>A <see cref="RecurrentModule"/> as a cell.</summary>
internal sealed class RecurrentModuleCell(
    RecurrentModule module, ModuleCalls calls, ModuleQuantities quantities, int outputWidth, bool isTraced) : ICell<ModuleStep>
{
    /// <inheritdoc/>
    public ModuleStep Start(Tape tape, SequenceBatch batch)
    {
        TorchTape torch = (TorchTape)tape;
        return torch.RunModule(() =>
        {
            ModuleState state = calls.Call(nameof(module.Start), null, torch.Device, () => module.Start(batch.Sequences, torch.Device));
            return new ModuleStep(null, quantities.StateOf(torch, state, batch.Sequences), []);
        });
    }

    /// <inheritdoc/>
    public ModuleStep Next(Tape tape, Variable input, ModuleStep previous)
    {
        TorchTape torch = (TorchTape)tape;
        int rows = input.Rows;
        return torch.RunModule(() =>
        {
            ModuleState before = new();
            foreach ((string name, Variable value) in previous.State)
                before[name] = TorchTape.RowsOf(value, rows);
            ModuleTrace trace = new(isTraced);
            (Tensor logits, ModuleState after) = calls.Call(
                nameof(module.Next), torch.ModuleStep, torch.Device, () => module.Next(TorchTape.RowsOf(input, rows), before, trace));
            calls.Expect(logits, "logits", [rows, outputWidth], "[B, O]", torch.Device);
            if (after is null)
                throw new EngineException($"{calls.Module} returned null for its state");
            return new ModuleStep(
                torch.StepResultOf(logits), quantities.StateOf(torch, after, rows),
                quantities.TracedBy(torch, trace, rows, value => value));
        });
    }

    /// <inheritdoc/>
    public void Emit(Tape tape, ModuleStep step, Variable logits, int row) =>
        ((TorchTape)tape).WriteLogits(calls.Name, logits, row, () => step.Logits.Tensor.alias());
}
