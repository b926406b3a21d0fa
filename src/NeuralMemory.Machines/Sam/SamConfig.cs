using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Sparse access memory (Rae et al. 2016, arXiv 1610.09027): a memory of up to a million slots, of which a step reads and writes few, so
/// that a step costs the same whatever the size.
/// </summary>
public sealed record SamConfig : CellConfig<SamStep>
{
    /// <inheritdoc/>
    public override string Kind => "sam";

    /// <summary>The network that drives the heads.</summary>
    public ControllerConfig Controller { get; init; } = new();

    /// <summary>The memory.</summary>
    public SparseMemoryConfig Memory { get; init; } = new();

    /// <summary>H, the number of heads, at least 1: each reads, and writes.</summary>
    public int Heads { get; init; } = 1;

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Width;

    /// <inheritdoc/>
    public override bool ShowsMemory => Memory.Slots <= SparseMemory.MostDense;

    /// <inheritdoc/>
    public override bool ReadsAfterWriting => true;

    /// <summary>What heads found: the memory itself takes what was written to it.</summary>
    public override long LargestState => (long)Heads * Memory.TopOf * Memory.Width;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces => SparseTrace.HeadsOf(Heads);

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces => SparseTrace.Panels;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities =>
        [.. SparseTrace.Quantities(this, Controller, Memory, Heads, hasLinks: false)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => new SamLayout(Heads, Memory.Width).Quantities;

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    protected internal override ICell<SamStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new SamCell(Controller, Memory, Heads, links: null, inputs, outputWidth, scope);
}
