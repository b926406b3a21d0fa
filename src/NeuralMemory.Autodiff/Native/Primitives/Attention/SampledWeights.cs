using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private Real[] _advantages = [], _entropyRates = [];
    private bool _isRewarded;

    protected override void RewardCore(ReadOnlySpan<Real> advantages, ReadOnlySpan<Real> entropyRates)
    {
        if (_advantages.Length < advantages.Length)
            (_advantages, _entropyRates) = (new Real[advantages.Length], new Real[advantages.Length]);
        advantages.CopyTo(_advantages);
        if (entropyRates.IsEmpty)
            Array.Clear(_entropyRates);
        entropyRates.CopyTo(_entropyRates);
        _isRewarded = true;
    }

    private sealed class SampledWeightsNode : AttentionWeightsNode
    {
        private NativeTape _tape = null!;
        private Normalization _normalization;
        private Real* _fractions;
        private int _heads;

        public override bool HasGradient => _tape._isRewarded || (_normalization.Expected > 0 && base.HasGradient);

        public override NativeVariable Forward(
            NativeTape tape, NativeVariable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
            Normalization normalization)
        {
            (_tape, _normalization, _heads) = (tape, normalization, rule.Heads);
            int count = queryRows.Sequences * rule.Heads;
            _fractions = tape.Scratch(count);
            tape.DrawFractions(new Span<Real>(_fractions, count), queryRows.Sequences);
            return base.Forward(tape, scores, queryRows, keyRows, rule, normalization);
        }

        /// <summary>Chooses the first key at which the weights summed up so far exceed the drawn fraction of all.</summary>
        protected override void Harden(int sequence, int head, Real* scores, Real* soft, Real* weights, int count)
        {
            if (_tape.KeepsExpected(sequence, _normalization))
            {
                Elementwise.Copy(soft, weights, count);
                return;
            }

            Real total = 0, sum = 0;
            for (int key = 0; key < count; key++)
                total += soft[key];
            Real bound = _fractions[sequence * _heads + head] * total;
            int chosen = 0;
            for (; chosen < count - 1; chosen++)
                if ((sum += soft[chosen]) > bound)
                    break;
            weights[chosen] = OneIfFinite(*soft);
        }

        /// <summary>
        /// That of the softmax for who keeps the expectation, and for the others the gradient of -A log p(chosen) - e H, with
        /// H = -sum p log p: ds = -A (w - p) + e p (log p + H), w being 1 for the chosen key.
        /// </summary>
        protected override void Differentiate(int sequence, Real* soft, Real* weights, Real* gradient, Real* slopes, int count)
        {
            bool keeps = _tape.KeepsExpected(sequence, _normalization);
            if (keeps && gradient != null)
            {
                base.Differentiate(sequence, soft, weights, gradient, slopes, count);
                return;
            }

            if (keeps || !_tape._isRewarded)
            {
                Elementwise.Clear(slopes, count);
                return;
            }

            Real advantage = _tape._advantages[sequence], rate = _tape._entropyRates[sequence], entropy = 0;
            for (int key = 0; key < count; key++)
                entropy -= soft[key] * LogOf(soft[key]);
            for (int key = 0; key < count; key++)
                slopes[key] = rate * soft[key] * (LogOf(soft[key]) + entropy) - advantage * (weights[key] - soft[key]);
        }

        /// <summary>A weight of zero adds nothing to the entropy.</summary>
        private static Real LogOf(Real weight) => weight == 0 ? 0 : Real.Log(weight);
    }
}
