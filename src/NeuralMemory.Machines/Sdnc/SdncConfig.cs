using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A sparse Differentiable Neural Computer (Rae et al. 2016, arXiv 1610.09027, appendix D): reads and writes of a sparse access memory, and
/// temporal links of which each slot keeps few, so that heads also read in the order of writing. A step costs the same whatever the size.
/// </summary>
public sealed record SdncConfig : CellConfig<SamStep>
{
    /// <inheritdoc/>
    public override string Kind => "sdnc";

    /// <summary>The network that drives the heads.</summary>
    public ControllerConfig Controller { get; init; } = new();

    /// <summary>The memory.</summary>
    public SparseMemoryConfig Memory { get; init; } = new();

    /// <summary>H, the number of heads, at least 1: each reads, and writes, and follows the links of its own writes.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>The temporal links.</summary>
    public SdncLinksConfig Links { get; init; } = new();

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Width;

    /// <inheritdoc/>
    public override bool ShowsMemory => Memory.Slots <= SparseMemory.MostDense;

    /// <inheritdoc/>
    public override bool ReadsAfterWriting => true;

    /// <summary>What heads found: the memory itself takes what was written to it.</summary>
    public override long LargestState => 3L * Heads * Memory.TopOf * Memory.Width;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces => SparseTrace.HeadsOf(Heads);

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces => SparseTrace.Panels;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities =>
        [.. SparseTrace.Quantities(this, Controller, Memory, Heads, hasLinks: true)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => new SamLayout(Heads, Memory.Width, hasLinks: true).Quantities;

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    protected internal override ICell<SamStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new SamCell(Controller, Memory, Heads, Links.Entries, inputs, outputWidth, scope);
}

/// <summary>Temporal links of a sparse memory.</summary>
public sealed record SdncLinksConfig
{
    /// <summary>
    /// How many links each slot keeps to those written after it, and how many to those written before it, at least 1. Links of as many as
    /// there are slots are those of a DNC.
    /// </summary>
    public int Entries { get; init; } = 8;
}
