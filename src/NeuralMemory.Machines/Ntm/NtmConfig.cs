using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A Neural Turing Machine (Graves, Wayne and Danihelka 2014).</summary>
public sealed record NtmConfig : MachineConfig
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

    /// <summary>The memory, or the weightings with what continues them around the circle.</summary>
    public override long LargestState =>
        Math.Max((long)Memory.Width * Memory.Slots, (long)(Heads.Read + Heads.Write) * (Memory.Slots + 2 * Heads.Shift));

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
        [new("heads/weights", 0, Heads.Read, "read head"), new("heads/weights", Heads.Read, Heads.Write, "write head")];

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override IMachine Build(int inputWidth, int outputWidth, StreamKey initialization) =>
        NtmCell.Build(this, inputWidth, outputWidth, initialization);

    /// <inheritdoc/>
    public override ParameterSet Declare(int inputWidth, int outputWidth) => NtmCell.Declare(this, inputWidth, outputWidth);
}
