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

    /// <summary>
    /// Whether the input reaches every layer, and every layer what comes after the controller (Graves 2013, arXiv 1308.0850, section 2);
    /// otherwise each layer sees the one below it alone.
    /// </summary>
    public bool Skip { get; init; }

    /// <summary>What the layers' states are before the first step. Means nothing to a controller without states.</summary>
    public InitialState Initial { get; init; }
}

/// <summary>The states of recurrent layers before the first step.</summary>
public enum InitialState
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>Numbers that training finds, zeros at first.</summary>
    Learned,
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
