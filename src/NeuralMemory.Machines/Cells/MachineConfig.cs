using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What a machine is made of, as plain data; <see cref="Build"/> is the only way to a machine.</summary>
public abstract record MachineConfig
{
    /// <summary>The kind's name in a config, such as <c>ntm</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The kind of engine that alone can run the machine, such as <c>torch</c>; null for every engine.</summary>
    public virtual string? RequiredEngine => null;

    /// <summary>N, the number of slots of the memory; null for a machine without one.</summary>
    public virtual int? MemorySlots => null;

    /// <summary>
    /// Whether all slots of the memory stand in a step's state, as the quantity <c>memory</c> [B, W, N], where they can be looked at and
    /// changed; false for a machine without one, or with one that is too large to be shown slot by slot.
    /// </summary>
    public virtual bool ShowsMemory => MemorySlots is not null;

    /// <summary>W, the numbers of a slot; null for a machine without a memory.</summary>
    public virtual int? MemoryWidth => null;

    /// <summary>
    /// How many numbers the largest tensor has that one sequence needs in a step, such as its memory; 0 when it is small.
    /// </summary>
    public virtual long LargestState => 0;

    /// <summary>
    /// Whether an answer depends on what comes after it. Such a machine must have a sequence whole before it begins, and what it needs for
    /// evaluation grows with the length.
    /// </summary>
    public virtual bool ReadsAhead => false;

    /// <summary>
    /// Whether all steps of a batch are computed at once and not one after another. What such a machine needs grows with the length, in
    /// evaluation too.
    /// </summary>
    public virtual bool ComputesAtOnce => false;

    /// <summary>
    /// Whether all that a step needs of those before it is in a state of fixed size, so that sequences can be run part by part
    /// (<see cref="IMachine.RunPart"/>).
    /// </summary>
    public virtual bool CarriesState => false;

    /// <summary>
    /// Whether the machine reads the <see cref="SequenceBatch.Source"/> of a batch where it has one, apart from the sequence itself. Then
    /// it reads nothing else ahead. To any other machine a source is given as the beginning of the sequence.
    /// </summary>
    public virtual bool ReadsSource => false;

    /// <summary>
    /// Whether what a step reads from the memory has in it what the same step wrote; false for a machine that does not write.
    /// </summary>
    public virtual bool ReadsAfterWriting => false;

    /// <summary>
    /// How training learns which places to look at, where the machine draws them (<see cref="Autodiff.Normalization.Sampled"/>); null
    /// where nothing is drawn.
    /// </summary>
    public virtual SampledWeightsConfig? Sampling => null;

    /// <summary>
    /// Adds to the gradient of a batch that of what training also makes small, of the parameters alone; nothing for most machines.
    /// Allocates nothing.
    /// </summary>
    /// <param name="parameters">The machine's parameters.</param>
    /// <param name="step">How many updates were made before, from 0 on.</param>
    /// <param name="gradient">The gradient of the loss, laid out like the parameters.</param>
    /// <returns>Whether anything was added.</returns>
    public virtual bool AddRegularizer(ParameterSet parameters, long step, Span<Real> gradient) => false;

    /// <summary>
    /// E, how many numbers stand for a symbol where a task shows symbols by their numbers; at least 1. Means nothing to other tasks. A
    /// module of TorchSharp sees the numbers themselves.
    /// </summary>
    public int Embedding { get; init; } = 64;

    /// <summary>Where a trace of the machine says where its heads are.</summary>
    public virtual IReadOnlyList<HeadTrace> HeadTraces => [];

    /// <summary>Where a trace of the machine has weights that can be drawn as maps; the most telling ones first.</summary>
    public virtual IReadOnlyList<WeightTrace> WeightTraces =>
        [.. HeadTraces.Select(heads => new WeightTrace(heads.Quantity, heads.First, heads.Count, heads.Head, WeightAxis.Slots))];

    /// <summary>What else of a trace shows how the machine used its memory: quantities in [0, 1], in the order to draw them.</summary>
    public virtual IReadOnlyList<PanelTrace> PanelTraces => [];

    /// <summary>
    /// The quantities of a trace, in the order in which to look at them: those of one head may stand apart. A machine may trace what it
    /// does not declare, which is then kept without names for its axes.
    /// </summary>
    public virtual IReadOnlyList<TraceQuantity> Quantities =>
    [
        .. WeightTraces.Select(weights => new TraceQuantity(
            weights.Quantity, weights.Group, TraceRange.Distribution, TraceAxis.AttentionHead, TraceAxis.Of(weights.Axis))),
    ];

    /// <summary>
    /// What heads are told in a step, such as gates: quantities of the trace that can be set to another value
    /// (<see cref="IMachine.WithClamps"/>); empty for a machine without such heads.
    /// </summary>
    public virtual IReadOnlyList<TraceQuantity> Signals => [];

    /// <summary>Where those heads look: the quantities of the trace that a head can be moved by.</summary>
    public virtual IReadOnlyList<TraceQuantity> Weightings => [];

    /// <summary>
    /// The key, below the machine's own, that most decides how large a parameter is, such as <c>controller.units</c>; empty for none.
    /// </summary>
    /// <param name="parameter">The parameter's path.</param>
    public virtual string KeyOf(string parameter) => "";

    /// <summary><see cref="KeyOf"/> of machines with a controller and a memory.</summary>
    private protected static string KeyOfMemoryMachine(string parameter) => parameter.Split('/')[0] switch
    {
        "controller" or "backward" => "controller.units",
        "initial" => "memory.slots",
        _ => "",
    };

    /// <summary>What of the configuration does not fit together; empty where the machine can be built.</summary>
    /// <param name="inputs">What the inputs hold.</param>
    public virtual IEnumerable<MachineProblem> Problems(InputLayout inputs) => [];

    /// <summary>The same over a memory of another size; null for a machine without one.</summary>
    /// <param name="slots">N, at least 1.</param>
    public virtual MachineConfig? WithSlots(int slots) => null;

    /// <summary>Builds the machine with fresh parameters.</summary>
    /// <param name="inputs">The inputs; a number I stands for as many columns of numbers.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    /// <param name="initialization">The random stream of the initial parameters; each parameter splits off its own by name.</param>
    /// <exception cref="ParameterLimitException">The machine is too large.</exception>
    public abstract IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization);

    /// <summary>Names the parameters without making them: no memory is taken, however large the machine would be.</summary>
    /// <param name="inputs">The inputs; a number I stands for as many columns of numbers.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    /// <returns>A set that is not complete.</returns>
    /// <exception cref="ParameterLimitException">The machine is too large.</exception>
    public abstract ParameterSet Declare(InputLayout inputs, int outputWidth);
}
