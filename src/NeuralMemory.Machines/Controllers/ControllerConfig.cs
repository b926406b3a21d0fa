namespace NeuralMemory.Machines;

/// <summary>The network between a machine's input and its memory.</summary>
public sealed record ControllerConfig
{
    /// <summary>The kind of layer.</summary>
    public ControllerKind Kind { get; init; } = ControllerKind.Lstm;

    /// <summary>C, units of each layer, at least 1.</summary>
    public int Units { get; init; } = 100;

    /// <summary>L, the number of layers, at least 1.</summary>
    public int Layers { get; init; } = 1;
}

/// <summary>The kinds of controller.</summary>
public enum ControllerKind
{
    /// <summary>Long short-term memory.</summary>
    Lstm,

    /// <summary>Gated recurrent units.</summary>
    Gru,

    /// <summary>Tanh layers without a state of their own: all memory is external.</summary>
    FeedForward,
}
