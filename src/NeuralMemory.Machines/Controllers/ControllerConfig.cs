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

    /// <summary>
    /// Whether layers are normalised (Ba, Kiros and Hinton 2016, arXiv 1607.06450): the pre-activations of each gate on their own over the
    /// units, before the nonlinearity, with a gain and a bias of every unit. A gated recurrent unit's come from two products, with the
    /// input and with the hidden state, and each is normalised by itself (eqs. 21 and 22 there). The cell of an LSTM is not: it passes on
    /// as it is. Normalising takes away what all units of a gate have in common, so the forget bias of an LSTM stands in the
    /// normalisation's bias then.
    /// </summary>
    public bool Normalize { get; init; }

    /// <summary>
    /// The bound of the cells of an LSTM, of any kind, from one step to the next; 0 for none. DeepMind's published DNC bounds all states at
    /// 20; those other than cells lie within 1 by themselves. Means nothing to a controller without cells.
    /// </summary>
    public double CellClip { get; init; }

    /// <summary>
    /// Where the biases of an LSTM's forget gates begin, of any kind. A cell keeps sigmoid(b) of itself from one step to the next: 0.73 at 1,
    /// 0.993 at 5. Means nothing to a controller without cells.
    /// </summary>
    internal double ForgetBias { get; init; } = 1;

    /// <summary>The small LSTM beside each layer of a hyper-LSTM. Means nothing to other kinds.</summary>
    public HyperConfig Hyper { get; init; } = new();
}

/// <summary>The states of recurrent layers before the first step.</summary>
public enum InitialState
{
    /// <summary>Zeros; a one in the first of second-order units, as products with zeros would lose the first input.</summary>
    Zero,

    /// <summary>Numbers that training finds, which begin so.</summary>
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

    /// <summary>Sigma-pi units: tanh of sums over products of an input and a unit's last output.</summary>
    SecondOrder,

    /// <summary>LSTM whose gates see products of input and hidden state.</summary>
    MultiplicativeLstm,

    /// <summary>LSTM whose weights a smaller one scales from step to step.</summary>
    HyperLstm,
}
