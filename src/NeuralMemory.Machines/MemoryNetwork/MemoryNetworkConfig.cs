using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// An end-to-end memory network (Sukhbaatar et al. 2015, arXiv 1503.08895): every step is a memory slot that is never changed, and a step
/// looks at the slots so far in several hops, each from where the one before has led: u = u + sum softmax(u . m) c.
/// </summary>
public sealed record MemoryNetworkConfig : StackConfig
{
    /// <summary>The usual one: one head, and positions that are learned, as the paper's temporal encoding is.</summary>
    public MemoryNetworkConfig() => (Layers, Heads, Positions) = (3, 1, PositionKind.Learned);

    /// <inheritdoc/>
    public override string Kind => "memory-network";

    /// <summary>Whether a hop's u passes a linear layer before what was read is added (section 2.2, "layer-wise").</summary>
    public bool Mapped { get; init; } = true;

    private protected override string LayerName => "hop";

    private protected override string WeightsOf(int layer) => FormattableString.Invariant($"hop{layer}/weights");

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        var stack = new LayerStack(
            new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: false), inputs, AttentionMask.Causal,
            (layer, below) => new MemoryHop(this, WeightsOf(layer), below), scope);
        return new(stack, null, scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true));
    }
}
