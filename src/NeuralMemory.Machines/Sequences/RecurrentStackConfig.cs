using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The configuration of a stack whose layers keep a state of fixed size in place of attention: all steps of a batch are computed at once,
/// and, where no positions are counted, sequences can be run part by part too.
/// </summary>
public abstract record RecurrentStackConfig : StackConfig
{
    /// <summary>A stack that knows no positions: a recurrence has an order of its own.</summary>
    protected RecurrentStackConfig() => Positions = PositionKind.None;

    /// <summary>The units of the network behind the recurrence of each layer; 0 for no such network.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>The nonlinearity of the network.</summary>
    public ActivationKind Activation { get; init; }

    /// <summary>
    /// Whether the units of the network are multiplied by as many others, which alone go through the nonlinearity (Shazeer 2020, arXiv
    /// 2002.05202).
    /// </summary>
    public bool Gated { get; init; }

    /// <summary>
    /// K, how many steps a short convolution over time in front of the recurrence sees, at least 2; 0 for none.
    /// </summary>
    public int Convolution { get; init; } = 4;

    /// <inheritdoc/>
    public sealed override bool CarriesState => Positions == PositionKind.None;

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        foreach (MachineProblem problem in base.Problems(inputs))
            yield return problem;
        if (Positions is PositionKind.Rotary or PositionKind.Alibi)
            yield return new("positions", "rotary positions and ALiBi are for attention, which this machine has none of; take 'none', or "
                + "'sinusoidal' or 'learned'");
        if (Convolution == 1)
            yield return new("convolution", "a convolution over a single step is none; write 0 for none, or at least 2");
    }

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        var stack = new LayerStack(
            new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: true), inputs, AttentionMask.Causal,
            (layer, below) => new RecurrentBlock(this, of => CreateMixer(layer, of), below), scope);
        return new(stack, null, scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true));
    }

    /// <summary>What mixes the steps in a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    private protected abstract ISequenceMixer CreateMixer(int layer, ParameterScope scope);
}
