using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A recurrent encoder and decoder (Sutskever, Vinyals and Le 2014, arXiv 1409.3215), with attention (Bahdanau, Cho and Bengio 2015, arXiv
/// 1409.0473; Luong, Pham and Manning 2015, arXiv 1508.04025) or without it, as the baseline. The encoder reads the source that a task
/// gives, and where it gives none the inputs themselves, whole; the decoder goes through the steps and answers at each.
/// </summary>
public sealed record Seq2SeqConfig : CellConfig<Seq2SeqStep>
{
    /// <inheritdoc/>
    public override string Kind => "seq2seq";

    /// <summary>The kind of the recurrent layers.</summary>
    public ControllerKind Cell { get; init; } = ControllerKind.Gru;

    /// <summary>C, the units of each layer, at least 1.</summary>
    public int Units { get; init; } = 128;

    /// <summary>L, the layers of encoder and decoder each, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether the encoder also reads from the end.</summary>
    public bool Bidirectional { get; init; } = true;

    /// <summary>How a state of the decoder is compared with what the encoder made.</summary>
    public ScoreKind Attention { get; init; } = ScoreKind.Bahdanau;

    /// <summary>
    /// D, how far from the place that the decoder aims at it sees: local attention with predicted places ("local-p", Luong et al. 2015,
    /// section 3.2); null for everything.
    /// </summary>
    public int? Window { get; init; }

    /// <summary>How the comparison becomes weights; a window has weights of its own.</summary>
    public WeightsConfig Weights { get; init; } = new SoftWeightsConfig();

    /// <summary>
    /// Whether what the decoder made of the last step goes into the next one (Luong et al. 2015, section 3.3). Bahdanau's context always
    /// does.
    /// </summary>
    public bool InputFeeding { get; init; }

    /// <summary>The share of what goes to the answer that is dropped in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override bool ReadsAhead => true;

    /// <inheritdoc/>
    public override bool ReadsSource => true;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces =>
        Attention == ScoreKind.None ? [] : [new("attention/weights", 0, 1, "attention")];

    /// <inheritdoc/>
    public override IReadOnlyList<WeightTrace> WeightTraces =>
        Attention == ScoreKind.None ? [] : [new("attention/weights", 0, 1, "attention to the source", WeightAxis.Source)];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities =>
        [.. base.Quantities, .. ControllerState.Quantities(Controller, "decoder")];

    /// <inheritdoc/>
    public override SampledWeightsConfig? Sampling => Weights as SampledWeightsConfig;

    internal ControllerConfig Controller => new() { Kind = Cell, Units = Units, Layers = Layers };

    /// <inheritdoc/>
    public override string KeyOf(string parameter) => "units";

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs)
    {
        if (Cell == ControllerKind.FeedForward)
            yield return new(
                "cell", "feed-forward layers have no state to hand on from step to step; expected recurrent ones, such as gru");
        if (Attention == ScoreKind.None && Window is not null)
            yield return new("window", "there is no attention that could be local; write 'attention', or leave 'window' out");
        if (Weights is not SoftWeightsConfig && Attention == ScoreKind.None)
            yield return new("weights", "there is no attention that could weigh; write 'attention', or leave 'weights' out");
        else if (Weights is not SoftWeightsConfig && Window is not null)
            yield return new("weights", "a window weighs by how near a step is to the place aimed at; "
                + "leave out one of 'window' and 'weights'");
        if (Attention == ScoreKind.None && InputFeeding)
            yield return new("input_feeding", "there is no attention whose result could be fed; write 'attention', or leave it out");
        if (Attention == ScoreKind.Dot && Bidirectional)
            yield return new("attention", "dot compares vectors of equal length, and those of a bidirectional encoder are twice as long as "
                + "the decoder's; write 'bidirectional: false', or 'attention: general'");
    }

    /// <inheritdoc/>
    protected internal override ICell<Seq2SeqStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        this.ThrowOnProblem(inputs.Layout);
        return new Seq2SeqCell(this, inputs, outputWidth, scope);
    }
}

/// <summary>How a query is compared with keys.</summary>
public enum ScoreKind
{
    /// <summary>Not at all: there is no attention.</summary>
    None,

    /// <summary>v . tanh(W q + U k), with the decoder's state before the step (Bahdanau et al. 2015, appendix A.1.2).</summary>
    Bahdanau,

    /// <summary>q . k (Luong et al. 2015, equation 8), with the state after the step, as are the following.</summary>
    Dot,

    /// <summary>q . W k.</summary>
    General,

    /// <summary>v . tanh(W [q, k]).</summary>
    Concat,

    /// <summary>
    /// b cos(q, W k), with a strength b >= 0 that the state says: how Neural Turing Machines address by content (Graves et al. 2014,
    /// equations 5 and 6).
    /// </summary>
    Cosine,
}
