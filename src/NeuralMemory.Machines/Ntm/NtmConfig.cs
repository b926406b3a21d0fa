using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A Neural Turing Machine (Graves, Wayne and Danihelka 2014).</summary>
public sealed record NtmConfig : CellConfig<NtmStep>
{
    /// <inheritdoc/>
    public override string Kind => "ntm";

    /// <summary>The network that drives the heads.</summary>
    public ControllerConfig Controller { get; init; } = new();

    /// <summary>The memory matrix.</summary>
    public MemoryConfig Memory { get; init; } = new();

    /// <summary>The heads.</summary>
    public HeadsConfig Heads { get; init; } = new();

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Width;

    /// <inheritdoc/>
    public override bool ReadsAfterWriting => Heads.Order == StepOrder.WriteFirst;

    /// <summary>The memory, or the weightings with what continues them around the circle.</summary>
    public override long LargestState =>
        Math.Max((long)Memory.Width * Memory.Slots, (long)(Heads.Read + Heads.Write) * (Memory.Slots + 2 * Heads.Shift));

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
        [new("heads/weights", 0, Heads.Read, "read head"), new("heads/weights", Heads.Read, Heads.Write, "write head")];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities => [.. NtmTrace.Quantities(this)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => new NtmLayout(Heads, Memory.Width).Quantities;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Weightings => [.. Quantities.Where(quantity => quantity.Name == NtmTrace.Weights)];

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    protected internal override ICell<NtmStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new NtmCell(this, inputs, outputWidth, scope);

    /// <inheritdoc/>
    protected internal override void Resize(Parameter from, Parameter to) => NtmStart.Resize(from, to);
}
