namespace NeuralMemory.Machines;

/// <summary>
/// Second-order units without a memory: whatever the machine remembers is in products of inputs and units. See
/// <see cref="ControllerKind.SecondOrder"/>.
/// </summary>
public sealed record SecondOrderConfig : RecurrentConfig
{
    /// <inheritdoc/>
    public override string Kind => "second-order";

    private protected override ControllerKind LayerKind => ControllerKind.SecondOrder;
}

/// <summary>Multiplicative LSTM without a memory outside it.</summary>
public sealed record MultiplicativeLstmConfig : RecurrentConfig
{
    /// <inheritdoc/>
    public override string Kind => "multiplicative-lstm";

    private protected override ControllerKind LayerKind => ControllerKind.MultiplicativeLstm;
}

/// <summary>Hyper-LSTM without a memory outside it.</summary>
public sealed record HyperLstmConfig : RecurrentConfig
{
    /// <summary>The small LSTM beside each layer.</summary>
    public HyperConfig Hyper { get; init; } = new();

    /// <inheritdoc/>
    public override string Kind => "hyper-lstm";

    internal override ControllerConfig Controller => base.Controller with { Hyper = Hyper };

    private protected override ControllerKind LayerKind => ControllerKind.HyperLstm;
}
