using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Layers of modern Hopfield networks (Ramsauer et al. 2021, arXiv 2008.02217): each step stores a pattern, and retrieves one by going from
/// a state to softmax(b state . patterns) patterns, as often as is wanted. With a single update a layer is scaled dot attention.
/// </summary>
public sealed record HopfieldConfig : StackConfig
{
    /// <inheritdoc/>
    public override string Kind => "hopfield";

    /// <summary>How often a state is updated, at least 1.</summary>
    public int Updates { get; init; } = 3;

    /// <summary>b, the inverse temperature, above 0; null for 1 / sqrt(D), D the numbers of a head.</summary>
    public double? Beta { get; init; }

    /// <summary>The units of the network behind retrieval, at least 1.</summary>
    public int Hidden { get; init; } = 512;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightTrace> WeightTraces => Updates == 1
        ? base.WeightTraces
        : [.. base.WeightTraces.SelectMany(last => Enumerable.Range(0, Updates).Select(update => TraceOf(last, update)))];

    private WeightTrace TraceOf(WeightTrace last, int update) => last with
    {
        Quantity = update == Updates - 1 ? last.Quantity : AttentionLayer.NameOfUpdate(last.Quantity, update),
        Group = FormattableString.Invariant($"{last.Group}, update {update + 1}"),
    };

    private protected override string WeightsOf(int layer) => FormattableString.Invariant($"layer{layer}/weights");

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        var stack = new LayerStack(
            new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: true), inputs, AttentionMask.Causal,
            (layer, below) => new HopfieldLayer(this, WeightsOf(layer), below), scope);
        return new(stack, null, scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true));
    }
}
