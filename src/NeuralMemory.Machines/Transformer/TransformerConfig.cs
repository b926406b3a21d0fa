using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A Transformer (Vaswani et al. 2017, arXiv 1706.03762): layers of attention and of small networks, each row by itself. A causal layer is
/// a memory that is written once in every step and never erased: keys and values are its slots, and a step reads by content alone.
/// </summary>
public sealed record TransformerConfig : MachineConfig
{
    /// <inheritdoc/>
    public override string Kind => "transformer";

    /// <summary>Which parts it has.</summary>
    public TransformerLayout Layout { get; init; }

    /// <summary>E, the numbers of a row between layers, at least 1.</summary>
    public int Width { get; init; } = 128;

    /// <summary>L, the number of layers, of encoder and decoder each, at least 1.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>H, the heads of a layer, which divide <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The units of the network behind attention, at least 1.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>Where rows are normalised.</summary>
    public NormPlace Norm { get; init; }

    /// <summary>The nonlinearity of the network behind attention.</summary>
    public ActivationKind Activation { get; init; }

    /// <summary>How the order of steps is known.</summary>
    public PositionKind Positions { get; init; } = PositionKind.Rotary;

    /// <summary>How many steps a sequence may have where positions are learned; means nothing else.</summary>
    public int Places { get; init; } = 512;

    /// <summary>How many steps back self-attention sees, its own included; null for all. An encoder sees as many ahead.</summary>
    public int? Window { get; init; }

    /// <summary>
    /// The share of what each part of a layer adds that is dropped in training, and of the embedded inputs (section 5.4 there), in [0, 1).
    /// </summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override bool ReadsAhead => Layout != TransformerLayout.Decoder;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
    [
        .. Enumerable.Range(0, Layers).Select(layer => new HeadTrace(
            $"{(Layout == TransformerLayout.Encoder ? "encoder" : "decoder")}/layer{layer}/weights", 0, Heads, Layers == 1 ? "head" : $"layer {layer + 1} head")),
    ];

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => "width";

    /// <inheritdoc/>
    public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        TransformerParts parts = PartsOf(inputs, outputWidth, new ParameterScope(parameters, initialization));
        return new TransformerMachine(this, inputs, outputWidth, parameters.Complete(), parts);
    }

    /// <inheritdoc/>
    public override ParameterSet Declare(InputLayout inputs, int outputWidth)
    {
        var parameters = new ParameterSet();
        _ = PartsOf(inputs, outputWidth, new ParameterScope(parameters, default));
        return parameters;
    }

    private TransformerParts PartsOf(InputLayout inputs, int outputWidth, ParameterScope scope) =>
        new(this, new InputReader(inputs, Embedding, scope), outputWidth, scope);
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

/// <summary>A nonlinearity.</summary>
public enum ActivationKind
{
    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>max(x, 0).</summary>
    Relu,
}
