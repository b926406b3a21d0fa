using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A recurrent network with stacks (Joulin and Mikolov 2015, arXiv 1503.01007; Delétang et al. 2023, arXiv 2207.02098): it pushes, pops and
/// keeps all at once, each by its share, and sees the top.
/// </summary>
public sealed record StackRnnConfig : CellConfig<StackRnnStep>
{
    /// <inheritdoc/>
    public override string Kind => "stack-rnn";

    /// <summary>The network that pushes and pops. The papers have a layer of tanh units.</summary>
    public ControllerConfig Controller { get; init; } = new() { Units = 64 };

    /// <summary>The stacks.</summary>
    public StackMemoryConfig Memory { get; init; } = new();

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Stacks * Memory.Width;

    /// <summary>The stacks.</summary>
    public override long LargestState => (long)Memory.Stacks * Memory.Width * Memory.Slots;

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces =>
        [new(StackRnnTrace.Actions, "actions", "stack") { Numbers = StackRnnTrace.ActionNames }];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities => [.. StackRnnTrace.Quantities(this)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => new StackRnnLayout(Memory).Quantities;

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) =>
        this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        if (Memory.Top > Memory.Slots)
            yield return new("memory.top", $"a stack of {Memory.Slots} cells has no {Memory.Top} on its top: at most {Memory.Slots}");
    }

    /// <inheritdoc/>
    protected internal override ICell<StackRnnStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new StackRnnCell(this, inputs, outputWidth, scope);
}

/// <summary>The stacks of a machine, empty before the first step: all zeros.</summary>
public sealed record StackMemoryConfig
{
    /// <summary>N, how many cells a stack has, at least 1. What is pushed beyond them falls off the bottom, and is lost.</summary>
    public int Slots { get; init; } = 64;

    /// <summary>W, the numbers of a cell, at least 1.</summary>
    public int Width { get; init; } = 8;

    /// <summary>P, how many stacks there are, each with actions of its own; at least 1.</summary>
    public int Stacks { get; init; } = 1;

    /// <summary>
    /// K, how many cells from the top the controller sees, from 1 to N. Joulin and Mikolov have 2 in their experiments, Delétang et al. 1.
    /// </summary>
    public int Top { get; init; } = 1;

    /// <summary>What a value that is pushed comes of.</summary>
    public PushedValues Values { get; init; } = PushedValues.Linear;
}

/// <summary>What a value that is pushed on a stack comes of.</summary>
public enum PushedValues
{
    /// <summary>A linear layer, as in the code of Delétang et al.</summary>
    Linear,

    /// <summary>The logistic function of one (Joulin and Mikolov 2015, equation 3).</summary>
    Sigmoid,
}
