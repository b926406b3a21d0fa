using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// Rewards the places that a machine has drawn to look at (Xu et al. 2015, arXiv 1502.03044, section 4.1, the gradient after equation 12):
/// by how much more likely the right answers of a sequence were than they usually are, which the baseline says.
/// </summary>
/// <param name="config">What rewards count.</param>
/// <param name="losses">How the target channels are scored, in their order.</param>
internal sealed class SampledReward(SampledWeightsConfig config, IReadOnlyList<ChannelLoss> losses)
{
    private readonly EpisodeScorer _scorer = new(losses);
    private Real[] _advantages = [], _entropyRates = [];

    /// <summary>
    /// The log-likelihood, in nats, that a sequence usually has, less its squared errors; null while nothing is known of it.
    /// </summary>
    public double? Baseline { get; set; }

    /// <summary>The baseline after a batch.</summary>
    /// <param name="config">How much of it stays.</param>
    /// <param name="baseline">What it was; null before the first batch.</param>
    /// <param name="scores">How well the batch was answered.</param>
    public static double? Moved(SampledWeightsConfig config, double? baseline, in ScoreSums scores)
    {
        // A batch in which nothing is scored says nothing of what is usual.
        if (scores.Sequences == 0)
            return baseline;
        double mean = -scores.Loss / scores.Sequences;
        return baseline is { } usual ? (config.BaselineDecay * usual) + ((1 - config.BaselineDecay) * mean) : mean;
    }

    /// <summary>Tells a tape what its draws were worth: without a baseline, what is usual.</summary>
    public void Give(Tape tape, SequenceBatch batch, ReadOnlySpan<Real> logits, Real scale)
    {
        if (_advantages.Length < batch.Sequences)
            (_advantages, _entropyRates) = (new Real[batch.Sequences], new Real[batch.Sequences]);
        _scorer.Reset();
        _scorer.Add(batch, logits);
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
        {
            // A sequence of which nothing is scored costs nothing, whatever it looked at.
            bool isScored = _scorer.IsScored(sequence);
            _advantages[sequence] =
                isScored && Baseline is { } usual ? (Real)(config.Reward * scale * (-_scorer.LossOf(sequence) - usual)) : 0;
            _entropyRates[sequence] = isScored ? (Real)(config.Entropy * scale) : 0;
        }

        tape.Reward(_advantages.AsSpan(0, batch.Sequences), _entropyRates.AsSpan(0, batch.Sequences));
    }
}
