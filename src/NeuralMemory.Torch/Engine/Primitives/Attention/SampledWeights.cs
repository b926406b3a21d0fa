using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    // Of each time that keys were sampled: log p(chosen) and the entropy, both [B, H].
    private readonly List<(Tensor LogChosen, Tensor Entropy)> _sampled = [];
    private Real[] _fractions = [];

    protected override void RewardCore(ReadOnlySpan<Real> advantages, ReadOnlySpan<Real> entropyRates)
    {
        // Without rates, zeros.
        Real[] worth = new Real[2 * advantages.Length];
        advantages.CopyTo(worth);
        entropyRates.CopyTo(worth.AsSpan(advantages.Length));
        Run<ReadOnlySpan<Real>, Tensor>(worth, Reward);
    }

    /// <summary>Seeds the gradients of what was sampled.</summary>
    /// <param name="worth">Of each sequence the advantage, then of each the rate of entropy.</param>
    private Tensor Reward(ReadOnlySpan<Real> worth)
    {
        int sequences = worth.Length / 2;
        Tensor losses = Transfer.Up(worth, [2, sequences, 1], _device).neg();
        foreach ((Tensor logChosen, Tensor entropy) in _sampled)
        {
            Seed(logChosen, losses.select(0, 0));
            Seed(entropy, losses.select(0, 1));
        }

        return losses;

        void Seed(Tensor sampled, Tensor of)
        {
            Tensor own = of.narrow(0, 0, sampled.shape[0]).expand_as(sampled).contiguous();
            _seeds.Add((sampled, _pass.Add(own, own.numel())));
        }
    }

    /// <summary>
    /// [B, H, 1, m] 1 for the first key at which the weights summed up so far exceed the drawn fraction of all, and the weights
    /// themselves for sequences that keep what is expected. Draws have no gradient: what <see cref="Autodiff.Tape.Reward"/> has one for
    /// is kept.
    /// </summary>
    private Tensor Sample(Tensor scores, Tensor weights, Normalization normalization)
    {
        if (_feed is not null)
            throw new GraphRefusedException("the pass samples keys anew each time");
        int sequences = (int)weights.shape[0], heads = (int)weights.shape[1], count = sequences * heads;
        if (_fractions.Length < count)
            _fractions = new Real[count];
        DrawFractions(_fractions.AsSpan(0, count), sequences);
        Tensor fractions = Transfer.Up(_fractions.AsSpan(0, count), [sequences, heads, 1, 1], _device);
        Tensor plain = weights.detach(), sums = plain.cumsum(-1);
        Tensor isAbove = sums.gt(sums.narrow(-1, sums.shape[3] - 1, 1).mul(fractions));
        Tensor? expected = normalization.Expected > 0 ? Expected(sequences, normalization) : null;
        Tensor isChosen = Highest(isAbove.to(Precision.Type), 1, out _);
        if (IsRecording && scores.requires_grad)
        {
            Tensor logs = scores.log_softmax(-1);
            Tensor logChosen = logs.masked_fill(isChosen.logical_not(), Numbers.Zero).sum(-1).squeeze(-1);
            Tensor entropy = weights.mul(logs.masked_fill(plain.eq(Numbers.Zero), Numbers.Zero)).sum(-1).squeeze(-1).neg();
            if (expected is not null)
            {
                Tensor draws = expected.eq(Numbers.Zero).to(Precision.Type).view(sequences, 1);
                (logChosen, entropy) = (logChosen.mul(draws), entropy.mul(draws));
            }

            _sampled.Add((_pass.Add(logChosen, count), _pass.Add(entropy, count)));
        }

        // Zero, or NaN: what is not a number must show.
        Tensor drawn = isChosen.to(Precision.Type).add(plain.sub(plain), Numbers.One);
        return expected is null ? drawn : torch.where(expected.to(torch.ScalarType.Bool), weights, drawn);
    }

    /// <summary>[B, 1, 1, 1] 1 for sequences that keep what is expected.</summary>
    private Tensor Expected(int sequences, Normalization normalization)
    {
        for (int sequence = 0; sequence < sequences; sequence++)
            _fractions[sequence] = KeepsExpected(sequence, normalization) ? 1 : 0;
        return Transfer.Up(_fractions.AsSpan(0, sequences), [sequences, 1, 1, 1], _device);
    }
}
