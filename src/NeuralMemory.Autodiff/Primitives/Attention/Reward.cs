namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    private int _mostSampled;

    /// <summary>
    /// What the keys that <see cref="Normalization.Sampled"/> has chosen in this pass were worth. The backward pass then goes down the
    /// gradient of -advantage log p(chosen) - entropyRate H(p) too, summed over all weights that were sampled (Williams 1992; Xu et al.
    /// 2015, arXiv 1502.03044, section 4.1, where the advantage is a rate times the log-likelihood of the sequence less a running mean of
    /// it). Without it sampled weights pass nothing on to scores. To be called between the pass and its backward pass, once.
    /// </summary>
    /// <param name="advantages">
    /// For each sequence of the pass, in the order of the batch, how much better than expected it went, times the scale of the loss: a
    /// number, not a variable, through which nothing is differentiated.
    /// </param>
    /// <param name="entropyRate">How much a nat of entropy is worth, at least 0.</param>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public void Reward(ReadOnlySpan<Real> advantages, Real entropyRate = 0)
    {
        if (!IsRecording)
            throw new InvalidOperationException("this tape does not record");
        Expect.That(advantages.Length >= _mostSampled, $"{advantages.Length} advantages for {_mostSampled} sequences");
        Expect.That(entropyRate >= 0, $"the rate of entropy is {entropyRate}, expected at least 0");
        RewardCore(advantages, entropyRate);
    }

    /// <summary>The engine's <see cref="Reward"/>, whose arguments have been checked.</summary>
    protected abstract void RewardCore(ReadOnlySpan<Real> advantages, Real entropyRate);
}
