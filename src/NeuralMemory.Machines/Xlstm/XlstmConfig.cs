using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Extended long short-term memory (Beck et al. 2024, arXiv 2405.04517): blocks with exponential gates, each around a matrix memory, whose
/// heads store values under keys and read them by queries, or around a scalar memory, whose cells may see one another's last state and so
/// can track a state as parity needs.
/// </summary>
public sealed record XlstmConfig : StackConfig
{
    /// <summary>A stack that knows no positions: a recurrence has an order of its own.</summary>
    public XlstmConfig() => Positions = PositionKind.None;

    /// <inheritdoc/>
    public override string Kind => "xlstm";

    /// <summary>
    /// The memories of the layers, from the inputs on; where there are more layers it begins anew. At least one. xLSTM[7:1] of the paper is
    /// seven times <see cref="XlstmMemory.Matrix"/> and once <see cref="XlstmMemory.Scalar"/>.
    /// </summary>
    public IReadOnlyList<XlstmMemory> Memories { get; init; } = [XlstmMemory.Matrix, XlstmMemory.Scalar];

    /// <summary>How forget gates come of their pre-activations.</summary>
    public ForgetGate Forget { get; init; }

    /// <summary>
    /// What the pre-activations of a matrix memory's input gates begin at, beside a small random part; a scalar memory's would change
    /// nothing, as it divides by what they add up to.
    /// </summary>
    public double InputBias { get; init; }

    /// <summary>How many times as wide as a row a matrix memory is, at least 1.</summary>
    public int Expansion { get; init; } = 2;

    /// <summary>
    /// How many numbers are mixed with one another where queries, keys and values are made: the matrices have blocks of this size; 0 for
    /// none, so that each number depends on all.
    /// </summary>
    public int Block { get; init; } = 4;

    /// <summary>K, how many steps the short convolution in front of a memory sees, at least 2; 0 for none.</summary>
    public int Convolution { get; init; } = 4;

    /// <summary>Whether the gates of a scalar memory see the last hidden state of their head.</summary>
    public bool Recurrent { get; init; } = true;

    /// <summary>The units of the gated network behind a scalar memory; null for four thirds of the width.</summary>
    public int? Hidden { get; init; }

    /// <inheritdoc/>
    public override bool CarriesState => Positions == PositionKind.None;

    /// <inheritdoc/>
    public override long LargestState => HasMatrices ? (long)InnerWidth * InnerWidth / Heads : 4L * Width;

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities =>
        [.. Enumerable.Range(0, Layers).SelectMany(layer => new XlstmTrace(this, layer).Quantities())];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals =>
        [.. Enumerable.Range(0, Layers).SelectMany(layer => new XlstmTrace(this, layer).Signals())];

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces =>
        [.. Enumerable.Range(0, Layers).SelectMany(layer => new XlstmTrace(this, layer).Panels())];

    private bool HasMatrices => Memories.Take(Layers).Contains(XlstmMemory.Matrix);

    /// <summary>The numbers of all heads of a matrix memory together.</summary>
    internal int InnerWidth => Expansion * Width;

    /// <summary>The units of the network behind a scalar memory.</summary>
    public int HiddenUnits => Hidden ?? (4 * Width + 2) / 3;

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        foreach (MachineProblem problem in base.Problems(inputs))
            yield return problem;
        if (Memories.Count == 0)
            yield return new("memories", "no layer would have a memory; write [matrix], [scalar] or several of them");
        if (Positions is PositionKind.Rotary or PositionKind.Alibi)
            yield return new("positions", "rotary positions and ALiBi are for attention, which this machine has none of; take 'none', or "
                + "'sinusoidal' or 'learned'");
        if (Convolution == 1)
            yield return new("convolution", "a convolution over a single step is none; write 0 for none, or at least 2");
        if (Block > 0 && InnerWidth % Block != 0 && HasMatrices)
            yield return new("block", FormattableString.Invariant(
                $"blocks of {Block} numbers do not divide the {InnerWidth} of a matrix memory (expansion times width); ")
                + "take another size, or 0 for none");
    }

    /// <summary>The memory of a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public XlstmMemory MemoryOf(int layer) => Memories[layer % Memories.Count];

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        var stack = new LayerStack(
            new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: true), inputs, AttentionMask.Causal,
            (layer, below) => MemoryOf(layer) == XlstmMemory.Matrix
                ? new MatrixMemoryLayer(this, new(this, layer), below)
                : new ScalarMemoryLayer(this, layer, new(this, layer), below),
            scope);
        return new(stack, null, scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true));
    }
}

/// <summary>The memory of a layer of xLSTM.</summary>
public enum XlstmMemory
{
    /// <summary>A matrix for each head, with a gate each to write and to forget: mLSTM.</summary>
    Matrix,

    /// <summary>A number for each unit, with gates of its own, which may see the last hidden state: sLSTM.</summary>
    Scalar,
}
