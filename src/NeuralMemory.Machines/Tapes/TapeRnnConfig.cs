using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A recurrent network with tapes, in the sense of a Turing machine (Delétang et al. 2023, arXiv 2207.02098, appendix A, after the Baby-NTM
/// of Suzgun et al. 2019): at every step it writes below its heads, and each tape stays, turns by a cell or jumps by the length of the
/// input, all at once, each by its share.
/// </summary>
public sealed record TapeRnnConfig : CellConfig<TapeRnnStep>
{
    /// <inheritdoc/>
    public override string Kind => "tape-rnn";

    /// <summary>The network that writes and moves. The paper has a layer of tanh units.</summary>
    public ControllerConfig Controller { get; init; } = new() { Units = 64 };

    /// <summary>The tapes.</summary>
    public TapeMemoryConfig Memory { get; init; } = new();

    /// <summary>The network that makes what is written.</summary>
    public TapeWriteConfig Write { get; init; } = new();

    /// <summary>
    /// How far a jump goes, in cells, at least 1; 0 for as far as the input of a sequence is long: the steps before the first one that is
    /// scored, blank ones at their end left out, <see cref="Numerics.SequenceBatch.InputLengthOf"/>, as the paper has it.
    /// </summary>
    public int Jump { get; init; }

    /// <summary>Whether the machine has to know how long the input is before it begins.</summary>
    public override bool ReadsAhead => Jump == 0;

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Tapes * Memory.Width;

    /// <summary>The tapes.</summary>
    public override long LargestState => (long)Memory.Tapes * Memory.Width * Memory.Slots;

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces =>
        [new(TapeRnnTrace.Actions, "actions", "tape") { Numbers = TapeRnnTrace.ActionNames }];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities => [.. TapeRnnTrace.Quantities(this)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals =>
        [.. new TapeRnnLayout(Memory).Quantities, .. new TapeWriteLayout(Memory).Quantities];

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) =>
        parameter.StartsWith("write/", StringComparison.Ordinal) ? "write.units" : KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    protected internal override ICell<TapeRnnStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new TapeRnnCell(this, inputs, outputWidth, scope);
}

/// <summary>The tapes of a machine, all zeros before the first step.</summary>
public sealed record TapeMemoryConfig
{
    /// <summary>N, how many cells a tape has, at least 1. The last one is followed by the first.</summary>
    public int Slots { get; init; } = 128;

    /// <summary>W, the numbers of a cell, at least 1.</summary>
    public int Width { get; init; } = 8;

    /// <summary>P, how many tapes there are, each with a head and actions of its own; at least 1.</summary>
    public int Tapes { get; init; } = 1;
}

/// <summary>The network that makes what is written: rectified layers, and then a linear one.</summary>
public sealed record TapeWriteConfig
{
    /// <summary>How many rectified layers there are; 0 for the linear one alone.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Units of each of them, at least 1.</summary>
    public int Units { get; init; } = 64;
}
