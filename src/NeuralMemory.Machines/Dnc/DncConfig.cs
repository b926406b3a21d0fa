using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A Differentiable Neural Computer (Graves et al. 2016), and with its options the machines that later papers made of it:
/// <see cref="DncPresets"/> names them.
/// </summary>
public sealed record DncConfig : CellConfig<DncStep>
{
    /// <inheritdoc/>
    public override string Kind => "dnc";

    /// <summary>The network that drives the heads.</summary>
    public ControllerConfig Controller { get; init; } = new() { Units = 64 };

    /// <summary>The memory matrix.</summary>
    public DncMemoryConfig Memory { get; init; } = new();

    /// <summary>The heads.</summary>
    public DncHeadsConfig Heads { get; init; } = new();

    /// <summary>Whether and how the order of writing is remembered.</summary>
    public LinksConfig Links { get; init; } = new();

    /// <summary>How slots are found by content.</summary>
    public LookupConfig Lookup { get; init; } = new();

    /// <summary>
    /// Whether a slot that is freed also loses its content (Csordás and Schmidhuber 2019, section 3.2); otherwise look-ups go on
    /// finding it until something is written over it.
    /// </summary>
    public bool Deallocate { get; init; }

    /// <summary>
    /// Whether the gradient of the usage reaches the write weightings, as in the paper's equations; DeepMind's published code, and all
    /// that were written after it, stop it.
    /// </summary>
    public bool UsageGradient { get; init; }

    /// <summary>
    /// The bound of what the controller tells the heads and of the answer logits; 0 for none. The published code of Csordás and Schmidhuber
    /// bounds the first at 20, that of DeepMind the second and the states (<see cref="ControllerConfig.CellClip"/>).
    /// </summary>
    public double Clip { get; init; }

    /// <summary>
    /// Whether the interface vector is layer-normalised (Franke, Niehues and Waibel 2018); <see cref="ControllerConfig.Normalize"/> does
    /// it within the controller.
    /// </summary>
    public bool Normalize { get; init; }

    /// <summary>
    /// The share of the controller's outputs, in [0, 1), that training hides from the answer, so that it has to use what was read (bypass
    /// dropout, Franke, Niehues and Waibel 2018).
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Whether a second controller like the first, but without a memory, reads the sequence from its end, and the answer sees it too
    /// (Franke, Niehues and Waibel 2018); the bypass dropout falls on both.
    /// </summary>
    public bool Bidirectional { get; init; }

    /// <inheritdoc/>
    public override bool ReadsAhead => Bidirectional;

    /// <inheritdoc/>
    public override int? MemorySlots => Memory.Slots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Memory.Width;

    /// <inheritdoc/>
    public override bool ReadsAfterWriting => true;

    /// <summary>The memory, the weightings, or the links and where they lead each reader.</summary>
    public override long LargestState => Memory.Slots * Math.Max(Math.Max(Memory.Width, Math.Max(Heads.Read, Heads.Write)), LinksOfSlot);

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
        [new("read/weights", 0, Heads.Read, "read head"), new("write/weights", 0, Heads.Write, "write head")];

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces =>
    [
        new("usage", "usage", null), new("write/gates", "gates", "write"), new("write/allocation-gates", "gates", "allocation"),
        new("read/free-gates", "gates", "free"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities => [.. DncTrace.Quantities(this)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => new DncLayout(this).Quantities;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Weightings =>
        [.. Quantities.Where(quantity => quantity.Name is DncTrace.WriteWeights or DncTrace.ReadWeights)];

    /// <inheritdoc/>
    public override MachineConfig WithSlots(int slots) => this with { Memory = Memory with { Slots = slots } };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => KeyOfMemoryMachine(parameter);

    /// <inheritdoc/>
    protected internal override ICell<DncStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new DncCell(this, inputs, outputWidth, scope);

    /// <summary>How many links a slot has, or how often readers are led to it, whichever is more.</summary>
    private long LinksOfSlot => Links.Kind switch
    {
        LinksKind.Dense => (long)Heads.Write * Math.Max(Memory.Slots, Heads.Read),
        LinksKind.Sparse => (long)Heads.Write * Math.Max(Math.Min(Links.Entries, Memory.Slots), Heads.Read),
        _ => 0,
    };
}

/// <summary>The memory matrix of a Differentiable Neural Computer, all zeros before the first step.</summary>
public sealed record DncMemoryConfig
{
    /// <summary>N, the number of slots, at least 1.</summary>
    public int Slots { get; init; } = 16;

    /// <summary>W, the width of a slot, at least 1.</summary>
    public int Width { get; init; } = 16;
}

/// <summary>The heads of a Differentiable Neural Computer.</summary>
public sealed record DncHeadsConfig
{
    /// <summary>R, the number of read heads, at least 1.</summary>
    public int Read { get; init; } = 4;

    /// <summary>V, the number of write heads, at least 1. The paper has one; several are as in DeepMind's published code.</summary>
    public int Write { get; init; } = 1;
}

/// <summary>Looking slots up by content.</summary>
public sealed record LookupConfig
{
    /// <summary>
    /// Whether keys and slots are compared through masks that the controller makes (Csordás and Schmidhuber 2019, section 3.1).
    /// </summary>
    public bool Masked { get; init; }

    /// <summary>The least entry of a mask, in [0, 1).</summary>
    public double MaskFloor { get; init; } = 0.1;
}

/// <summary>The temporal links between slots.</summary>
public sealed record LinksConfig
{
    /// <summary>How they are kept.</summary>
    public LinksKind Kind { get; init; } = LinksKind.Dense;

    /// <summary>K, how many links each slot keeps where they are sparse; at least 1. Links of K = N are dense ones.</summary>
    public int Entries { get; init; } = 8;

    /// <summary>Whether the controller sharpens where links lead (Csordás and Schmidhuber 2019, section 3.3).</summary>
    public bool Sharpen { get; init; }
}

/// <summary>How temporal links are kept.</summary>
public enum LinksKind
{
    /// <summary>The whole matrix of N times N.</summary>
    Dense,

    /// <summary>The largest entries of each row (Graves et al. 2016, Methods, "Sparse link matrix").</summary>
    Sparse,

    /// <summary>None: reading is by content alone (Franke, Niehues and Waibel 2018).</summary>
    None,
}
