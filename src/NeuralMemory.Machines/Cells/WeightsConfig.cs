namespace NeuralMemory.Machines;

/// <summary>How what a decoder finds by comparing becomes weights: over all that it sees, the best of it, or one place.</summary>
public abstract record WeightsConfig
{
    /// <summary>The kind's name in a config, such as <c>soft</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The same for the tape.</summary>
    internal abstract Autodiff.Normalization Rule { get; }
}

/// <summary>A softmax: every place has some weight (Bahdanau et al. 2015, equation 6).</summary>
public sealed record SoftWeightsConfig : WeightsConfig
{
    /// <inheritdoc/>
    public override string Kind => "soft";

    internal override Autodiff.Normalization Rule => Autodiff.Normalization.Softmax;
}

/// <summary>A softmax over the places that fit best (Gupta et al. 2021, arXiv 2106.06899).</summary>
public sealed record TopWeightsConfig : WeightsConfig
{
    /// <inheritdoc/>
    public override string Kind => "top-k";

    /// <summary>k, how many places have weight, at least 1.</summary>
    public int Most { get; init; } = 4;

    internal override Autodiff.Normalization Rule => Autodiff.Normalization.TopK(Most);
}

/// <summary>
/// The place that fits best has all the weight; the gradient is that of the softmax (straight-through: Bengio, Léonard and Courville 2013,
/// arXiv 1308.3432).
/// </summary>
public sealed record HardWeightsConfig : WeightsConfig
{
    /// <inheritdoc/>
    public override string Kind => "hard";

    internal override Autodiff.Normalization Rule => Autodiff.Normalization.Hard;
}

/// <summary>
/// Hard stochastic attention (Xu et al. 2015, arXiv 1502.03044, section 4.1): training draws one place from the softmax, and learns where
/// to look by REINFORCE (Williams 1992): how likely the whole answer was, less what is usual, rewards each choice on its way. Without
/// noise, as in evaluation, the softmax itself weighs, which is what the draws are on average.
/// </summary>
public sealed record SampledWeightsConfig : WeightsConfig
{
    /// <inheritdoc/>
    public override string Kind => "sampled";

    /// <summary>
    /// lambda_r of section 4.1: what the reward counts beside the loss, at least 0. With 1 the gradient is on average that of the loss to
    /// be expected; with less it is steadier.
    /// </summary>
    public double Reward { get; init; } = 0.1;

    /// <summary>
    /// How much of the baseline stays at each update, in [0, 1): it is a running mean of the log-likelihood of a sequence (section 4.1).
    /// </summary>
    public double BaselineDecay { get; init; } = 0.9;

    /// <summary>lambda_e of section 4.1: what a nat of the weights' entropy is worth, at least 0, which keeps choices open.</summary>
    public double Entropy { get; init; } = 0.002;

    /// <summary>
    /// The share of sequences, in [0, 1], that training weighs by the softmax in place of draws, which makes learning steadier: a half in
    /// section 4.1.
    /// </summary>
    public double Expected { get; init; } = 0.5;

    internal override Autodiff.Normalization Rule => Autodiff.Normalization.Sampled with { Expected = Expected };
}
