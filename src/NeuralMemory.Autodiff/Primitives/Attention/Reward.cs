namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    private int _mostSampled, _tossed;

    // For each sequence a number from 0 to below 1, once a pass.
    private Real[] _coins = [];

    /// <summary>
    /// What the keys that <see cref="Normalization.Sampled"/> has chosen in this pass were worth. The backward pass then goes down the
    /// gradient of -advantage log p(chosen) - rate H(p) too, summed over all weights that were sampled (Williams 1992; Xu et al.
    /// 2015, arXiv 1502.03044, section 4.1, where the advantage is a rate times the log-likelihood of the sequence less a running mean of
    /// it). Without it sampled weights pass nothing on to scores. To be called between the pass and its backward pass, once.
    /// </summary>
    /// <param name="advantages">
    /// For each sequence of the pass, in the order of the batch, how much better than expected it went, times the scale of the loss: a
    /// number, not a variable, through which nothing is differentiated.
    /// </param>
    /// <param name="entropyRates">
    /// For each of these sequences how much a nat of entropy is worth, at least 0: nothing where the sequence has nothing to score. Empty
    /// for nothing at all.
    /// </param>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public void Reward(ReadOnlySpan<Real> advantages, ReadOnlySpan<Real> entropyRates = default)
    {
        if (!IsRecording)
            throw new InvalidOperationException("this tape does not record");
        Expect.That(advantages.Length >= _mostSampled, $"{advantages.Length} advantages for {_mostSampled} sequences");
        Expect.That(entropyRates.IsEmpty || entropyRates.Length == advantages.Length,
            $"{entropyRates.Length} rates of entropy for {advantages.Length} sequences");
        foreach (Real rate in entropyRates)
            Expect.That(rate >= 0, $"the rate of entropy is {rate}, expected at least 0");
        RewardCore(advantages, entropyRates);
    }

    /// <summary>Whether a sequence keeps the expectation through this pass: <see cref="Normalization.Expected"/>.</summary>
    protected bool KeepsExpected(int sequence, Normalization normalization) =>
        normalization.Expected > 0 && _coins[sequence] < normalization.Expected;

    private void BeginSampling(int sequences, Normalization normalization)
    {
        _mostSampled = Math.Max(_mostSampled, sequences);
        if (normalization.Expected == 0)
            return;
        if (_tossed == 0)
        {
            _tossed = sequences;
            if (_coins.Length < sequences)
                _coins = new Real[sequences];
            DrawFractions(_coins.AsSpan(0, sequences), sequences);
        }

        Expect.That(sequences <= _tossed, $"{sequences} sequences, and only {_tossed} where the pass began to sample keys");
    }

    /// <summary>The engine's <see cref="Reward"/>, whose arguments have been checked.</summary>
    protected abstract void RewardCore(ReadOnlySpan<Real> advantages, ReadOnlySpan<Real> entropyRates);
}
