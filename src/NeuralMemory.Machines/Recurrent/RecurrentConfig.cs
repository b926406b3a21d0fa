using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A baseline without external memory: stacked recurrent layers and a linear output.</summary>
public abstract record RecurrentConfig : CellConfig<RecurrentStep>
{
    /// <summary>C, hidden units of each layer, at least 1.</summary>
    public int Units { get; init; } = 256;

    /// <summary>L, the number of layers, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether the input reaches every layer, and every layer the output (Graves 2013, arXiv 1308.0850, section 2).</summary>
    public bool Skip { get; init; }

    /// <summary>What the layers' states are before the first step.</summary>
    public InitialState Initial { get; init; }

    /// <summary>Whether layers are normalised, as <see cref="ControllerConfig.Normalize"/> says.</summary>
    public bool Normalize { get; init; }

    /// <summary>
    /// The share of what the layers put out that is dropped on its way to the output in training (Zaremba, Sutskever and Vinyals 2014:
    /// never from step to step), in [0, 1).
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Whether further layers like these read the sequences from their ends; the output sees both (Schuster and Paliwal 1997).
    /// </summary>
    public bool Bidirectional { get; init; }

    /// <inheritdoc/>
    public sealed override bool ReadsAhead => Bidirectional;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TraceQuantity> Quantities =>
        [.. ControllerState.Quantities(Controller), .. Bidirectional ? [BackwardReading.Quantity] : (TraceQuantity[])[]];

    private protected abstract ControllerKind LayerKind { get; }

    internal virtual ControllerConfig Controller => new()
    {
        Kind = LayerKind,
        Units = Units,
        Layers = Layers,
        Skip = Skip,
        Initial = Initial,
        Normalize = Normalize,
    };

    /// <inheritdoc/>
    public sealed override string KeyOf(string parameter) => "units";

    /// <inheritdoc/>
    protected internal sealed override ICell<RecurrentStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope) =>
        new RecurrentCell(this, inputs, outputWidth, scope);
}

/// <summary>The LSTM baseline.</summary>
public sealed record LstmConfig : RecurrentConfig
{
    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <summary>
    /// Where the biases of the forget gates begin. A cell keeps sigmoid(b) of itself from one step to the next, and as much of its gradient
    /// comes back: with 1, the default (Jozefowicz, Zaremba and Sutskever 2015), a half after 2 steps; with 5, a half after 100.
    /// </summary>
    public double ForgetBias { get; init; } = 1;

    private protected override ControllerKind LayerKind => ControllerKind.Lstm;

    internal override ControllerConfig Controller => base.Controller with { ForgetBias = ForgetBias };
}

/// <summary>The GRU baseline.</summary>
public sealed record GruConfig : RecurrentConfig
{
    /// <inheritdoc/>
    public override string Kind => "gru";

    private protected override ControllerKind LayerKind => ControllerKind.Gru;
}
