using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>Makes variables of what a module returns, and sees to it that pictures find what the config promises them.</summary>
/// <param name="config">Says which quantities pictures show.</param>
/// <param name="calls">Names the module.</param>
internal sealed class ModuleQuantities(MachineConfig config, ModuleCalls calls)
{
    /// <summary>The state that a step leaves.</summary>
    public IReadOnlyList<KeyValuePair<string, Variable>> StateOf(TorchTape tape, ModuleState state, int rows)
    {
        List<KeyValuePair<string, Variable>> variables = [];
        foreach (string name in state.Names)
            variables.Add(new(name, Variable(tape, name, $"the state '{name}'", state[name], rows, name)));
        return variables;
    }

    /// <summary>What a module gave to the trace of one step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="trace">The trace; empty when nobody looks.</param>
    /// <param name="rows">B.</param>
    /// <param name="ofStep">The part of a tensor that is the step's.</param>
    public IReadOnlyList<KeyValuePair<string, Variable>> TracedBy(TorchTape tape, ModuleTrace trace, int rows, Func<Tensor, Tensor> ofStep)
    {
        if (!trace.IsOn)
            return [];
        List<KeyValuePair<string, Variable>> variables = [];
        foreach ((string name, Tensor value) in trace.Written)
        {
            if (variables.Exists(each => each.Key == name))
                throw new EngineException($"{calls.Module} gave '{name}' to the trace twice");
            variables.Add(new(name, Variable(tape, name, $"the trace '{name}'", ofStep(value), rows, null)));
        }

        foreach (HeadTrace heads in config.HeadTraces)
            if (Find(heads.Quantity) is var weights && (weights.Shape.Rank != 3 || weights.Shape[1] < heads.First + heads.Count))
                throw Unfit(heads.Quantity, weights, $"[B, heads, N] with at least {heads.First + heads.Count} heads");
        foreach (PanelTrace panel in config.PanelTraces)
            if (Find(panel.Quantity) is var rowsOf && rowsOf.Shape.Rank != 2 && !(rowsOf.Shape.Rank == 3 && rowsOf.Shape[2] == 1))
                throw Unfit(panel.Quantity, rowsOf, "[B, N], or [B, heads, 1]");
        return variables;

        Variable Find(string quantity) => variables.Find(each => each.Key == quantity).Value ?? throw new EngineException(
            $"{calls.Module} does not give '{quantity}' to the trace, which its config promises to pictures; it gives "
            + (variables.Count == 0 ? "nothing" : string.Join(", ", variables.Select(each => each.Key))));
    }

    private EngineException Unfit(string quantity, Variable value, string expected) => new(
        $"{calls.Module} gave '{quantity}' to the trace as {value.Shape} in a step, and its config promises pictures {expected}");

    /// <param name="tape">The tape.</param>
    /// <param name="name">The quantity's.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="tensor">[B, ...]</param>
    /// <param name="rows">B.</param>
    /// <param name="part">How a number that is not finite is told; null for what does not enter the computation.</param>
    private TorchVariable Variable(TorchTape tape, string name, string what, Tensor tensor, int rows, string? part)
    {
        if (name.Length == 0 || tensor is null || tensor.dim() is < 1 or > 4)
            throw new EngineException($"{calls.Module} returned a tensor of {tensor?.dim()} dimensions for {what}, expected one to four");
        long[] expected = [rows, .. Enumerable.Repeat(-1L, (int)tensor.dim() - 1)];
        calls.Expect(tensor, what, expected, expected.Length == 1 ? "[B]" : "[B, ...]", tape.Device);
        return tape.ResultOf(calls.Name, part, tensor);
    }
}
