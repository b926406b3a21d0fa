using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A Transformer (Vaswani et al. 2017, arXiv 1706.03762): layers of attention and of small networks, each row by itself. A causal layer is
/// a memory that is written once in every step and never erased: keys and values are its slots, and a step reads by content alone.
/// </summary>
public sealed record TransformerConfig : StackConfig
{
    /// <inheritdoc/>
    public override string Kind => "transformer";

    /// <summary>Which parts it has.</summary>
    public TransformerLayout Layout { get; init; }

    /// <summary>The units of the network behind attention, at least 1.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>Where rows are normalised.</summary>
    public NormPlace Norm { get; init; }

    /// <summary>The nonlinearity of the network behind attention.</summary>
    public ActivationKind Activation { get; init; }

    /// <summary>How many steps back self-attention sees, its own included; null for all. An encoder sees as many ahead.</summary>
    public int? Window { get; init; }

    /// <summary>How scores become weights: softly, the best of them, the best one; draws are for decoders that go by steps.</summary>
    public WeightsConfig Weights { get; init; } = new SoftWeightsConfig();

    /// <inheritdoc/>
    public override bool ReadsAhead => Layout != TransformerLayout.Decoder;

    /// <inheritdoc/>
    public override bool ReadsSource => Layout == TransformerLayout.EncoderDecoder;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightTrace> WeightTraces
    {
        get
        {
            WeightTrace Trace(string stack, int layer, string quantity, string what, WeightAxis axis) => new(
                FormattableString.Invariant($"{stack}/layer{layer}/{quantity}"), 0, Heads,
                FormattableString.Invariant($"{stack}, layer {layer + 1}{what}"), axis);
            IEnumerable<int> layers = Enumerable.Range(0, Layers);
            return Layout switch
            {
                TransformerLayout.Encoder => [.. layers.Select(layer => Trace("encoder", layer, "weights", "", WeightAxis.Steps))],
                TransformerLayout.Decoder => [.. layers.Select(layer => Trace("decoder", layer, "weights", "", WeightAxis.Steps))],
                _ =>
                [
                    .. layers.Select(layer => Trace("decoder", layer, "cross_weights", ", to the source", WeightAxis.Source)),
                    .. layers.Select(layer => Trace("decoder", layer, "weights", ", to itself", WeightAxis.Steps)),
                    .. layers.Select(layer => Trace("encoder", layer, "weights", "", WeightAxis.Source)),
                ],
            };
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs) => Weights is SampledWeightsConfig
        ? base.Problems(inputs).Append(new("weights", "keys are drawn for one step at a time, and a transformer learns from all at once; "
            + "write 'hard' or 'top-k', or take seq2seq"))
        : base.Problems(inputs);

    private protected override string WeightsOf(int layer) =>
        FormattableString.Invariant($"{(Layout == TransformerLayout.Encoder ? "encoder" : "decoder")}/layer{layer}/weights");

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        LayerStack? encoder = Layout == TransformerLayout.Decoder ? null : CreateStack("encoder", inputs, false, scope);
        LayerStack? decoder = Layout == TransformerLayout.Encoder ? null : CreateStack("decoder", inputs, encoder is not null, scope);
        Parameter output = scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true);
        if (encoder is null || decoder is null)
            return new(encoder ?? decoder!, null, output);
        return new(decoder, new(encoder, [.. decoder.Layers.Cast<ISourceReader>()]), output);
    }

    private LayerStack CreateStack(string name, InputReader inputs, bool looksAcross, ParameterScope scope) => new(
        new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: Norm == NormPlace.Pre), inputs,
        new AttentionMask(IsCausal: name == "decoder", Window),
        (layer, below) => new TransformerLayer(this, layer, name, looksAcross, below), scope.Child(name));
}

/// <summary>The parts of a Transformer.</summary>
public enum TransformerLayout
{
    /// <summary>A decoder alone: a step sees what has been so far.</summary>
    Decoder,

    /// <summary>An encoder alone: each step sees all others.</summary>
    Encoder,

    /// <summary>A decoder that also looks at an encoder of the source; where a task has none, of the inputs themselves.</summary>
    EncoderDecoder,
}

/// <summary>Where a Transformer normalises.</summary>
public enum NormPlace
{
    /// <summary>Before each part of a layer, and once after the last (Xiong et al. 2020): trains without warm-up.</summary>
    Pre,

    /// <summary>After each part's sum (Vaswani et al. 2017).</summary>
    Post,
}
