using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The configuration of a machine of layers that computes all steps at once.</summary>
public abstract record StackConfig : MachineConfig
{
    /// <summary>E, the numbers of a row between layers, at least 1.</summary>
    public int Width { get; init; } = 128;

    /// <summary>L, the number of layers, at least 1.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>H, the heads of a layer, which divide <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>How the order of steps is known.</summary>
    public PositionKind Positions { get; init; } = PositionKind.Rotary;

    /// <summary>How many steps a sequence may have where positions are learned; means nothing else.</summary>
    public int Places { get; init; } = 512;

    /// <summary>
    /// The share of what each part of a layer adds that is dropped in training, and of the embedded inputs, in [0, 1).
    /// </summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public sealed override bool ComputesAtOnce => true;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
    [
        .. WeightNames.Select((name, layer) => new HeadTrace(
            name, 0, Heads, Layers == 1 ? "head" : FormattableString.Invariant($"{LayerName} {layer + 1} head"))),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<WeightTrace> WeightTraces =>
    [
        .. WeightNames.Select((name, layer) => new WeightTrace(
            name, 0, Heads, FormattableString.Invariant($"{LayerName} {layer + 1}"), WeightAxis.Steps)),
    ];

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        if (MachineProblems.OfHeads(Heads, Width) is { } heads)
            yield return heads;
        else if (Positions == PositionKind.Rotary && Width / Heads % 2 != 0)
            yield return new("positions", $"rotary positions turn pairs of numbers, and a head has {Width / Heads}; "
                + "take another width or number of heads, or other positions");
    }

    /// <inheritdoc/>
    public sealed override string KeyOf(string parameter) => "width";

    /// <inheritdoc/>
    public sealed override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, initialization);
        var reader = new InputReader(inputs, Embedding, scope);
        StackParts parts = Create(reader, outputWidth, scope);
        return new StackMachine(this, inputs, outputWidth, parameters.Complete(), reader, parts);
    }

    /// <inheritdoc/>
    public sealed override ParameterSet Declare(InputLayout inputs, int outputWidth)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, default);
        _ = Create(new InputReader(inputs, Embedding, scope), outputWidth, scope);
        return parameters;
    }

    /// <summary>What a layer is called where its weights are shown.</summary>
    private protected virtual string LayerName => "layer";

    /// <summary>What a trace calls the weights of a layer; null for layers that weigh no steps.</summary>
    private protected virtual string? WeightsOf(int layer) => null;

    /// <summary>The layers and what is around them, whose parameters are declared in <paramref name="scope"/>.</summary>
    private protected abstract StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope);

    private IEnumerable<string> WeightNames => Enumerable.Range(0, Layers).Select(WeightsOf).OfType<string>();

    private StackParts Create(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        this.ThrowOnProblem(inputs.Layout);
        return CreateParts(inputs, outputWidth, scope);
    }
}
