using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A decoder of attention in which some layers have a product-key memory in place of the network behind attention (Lample et al. 2019,
/// arXiv 1907.05242): a large table of values that are trained, of which each row looks up a few.
/// </summary>
public sealed record ProductKeyConfig : StackConfig
{
    /// <inheritdoc/>
    public override string Kind => "product-key";

    /// <summary>The units of the network behind attention in layers without a memory, at least 1.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>The memory.</summary>
    public ProductMemoryConfig Memory { get; init; } = new();

    /// <summary>What looking up is called in a trace: the weights, and which slots they are for.</summary>
    public override IReadOnlyList<TraceQuantity> Quantities =>
    [
        .. base.Quantities,
        .. Enumerable.Range(0, Layers).Where(HasMemory).SelectMany(layer => (IEnumerable<TraceQuantity>)
        [
            new(ProductKeyMemory.WeightsOf(layer), "weights of slots", TraceRange.Distribution, Looks, Ranks),
            new(ProductKeyMemory.SlotsOf(layer), "slots", TraceRange.AtLeastZero, Looks, Ranks),
        ]),
    ];

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        foreach (MachineProblem problem in base.Problems(inputs))
            yield return problem;
        if (Memory.Top > Memory.Keys)
            yield return new("memory.top", $"of {Memory.Keys} keys of a half there are no best {Memory.Top}: at most {Memory.Keys}");
        if (Memory.Width % 2 != 0)
            yield return new("memory.width", $"a query of {Memory.Width} numbers has no halves: take an even number");
        if (Memory.Every > Layers)
            yield return new("memory.every", $"{Memory.Every} is more than the {Layers} layers, so that none has a memory");
    }

    /// <summary>Whether a layer has a memory.</summary>
    internal bool HasMemory(int layer) => (layer + 1) % Memory.Every == 0;

    private protected override string WeightsOf(int layer) => FormattableString.Invariant($"layer{layer}/weights");

    private protected override StackParts CreateParts(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        var stack = new LayerStack(
            new(Width, Layers, Positions, Places, Dropout, NormalizesAtEnd: true), inputs, AttentionMask.Causal,
            (layer, below) => new ProductKeyLayer(this, layer, WeightsOf(layer), below), scope);
        return new(stack, null, scope.Linear("output", Width, outputWidth, LinearInitializer.Default, uniform: true));
    }

    private static TraceAxis Looks { get; } = new("memory_head");

    private static TraceAxis Ranks { get; } = new("rank");
}

/// <summary>A product-key memory: n times n slots, whose keys are all pairs of n halves and n others.</summary>
public sealed record ProductMemoryConfig
{
    /// <summary>n, the keys of each half, at least 1: the memory has n times n slots.</summary>
    public int Keys { get; init; } = 32;

    /// <summary>How many heads look up, each with queries and keys of its own, at least 1. The values are common to all.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>K, how many slots a head reads, from 1 to n.</summary>
    public int Top { get; init; } = 8;

    /// <summary>D, the numbers of a query, even.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Every how many layers one has a memory, at least 1: 2 for the second, the fourth and so on.</summary>
    public int Every { get; init; } = 2;

    /// <summary>
    /// Whether queries are layer-normalised, each head's by themselves. The paper normalises them over the batch, which would make an
    /// answer depend on what else is asked; either spreads queries over the keys.
    /// </summary>
    public bool Normalize { get; init; } = true;
}
