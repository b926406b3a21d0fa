using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AttentionWeightsCore(
        Variable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule, Normalization normalization)
    {
        AttentionWeightsNode node = normalization.IsSampled
            ? IsRecording ? Record<SampledWeightsNode>() : Rent<SampledWeightsNode>()
            : IsRecording ? Record<AttentionWeightsNode>() : Rent<AttentionWeightsNode>();
        return Ran(node.Forward(this, Of(scores), queryRows, keyRows, rule, normalization));
    }

    private class AttentionWeightsNode : Node
    {
        private readonly KeyRanges _ranges = new();
        private NativeVariable _scores = null!, _y = null!;
        private SequenceRows _queryRows = null!;

        /// <summary>The weights through which gradients go: those of the softmax, which may not be the result.</summary>
        private Real* _soft;

        public override string Name => "AttentionWeights";

        public override NativeVariable Output => _y;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadKeys;

        public virtual NativeVariable Forward(
            NativeTape tape, NativeVariable scores, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
            Normalization normalization)
        {
            (_scores, _queryRows) = (scores, queryRows);
            _ranges.Set(queryRows, keyRows, rule.Mask);
            _y = tape.New(scores.Shape);
            int count = scores.Shape.Count, most = normalization.Most ?? int.MaxValue;
            Elementwise.Clear(_y.Value, count);
            _soft = normalization.IsHard || normalization.IsSampled ? tape.Scratch(count) : _y.Value;
            tape._work.TakeBack();
            Real* biased = tape._work.Allocate(keyRows.Longest);
            int* chosen = (int*)tape._work.Allocate(keyRows.Longest);
            for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
                for (int query = 0; query < queryRows.Count(sequence); query++)
                    for (int head = 0; head < rule.Heads; head++)
                    {
                        int from = _ranges.From(sequence)[query], seen = _ranges.To(sequence)[query] - from;
                        long at = PlaceOf(queryRows[sequence][query], head) + from;
                        int distance = query + keyRows.Count(sequence) - queryRows.Count(sequence) - from;
                        Bias(scores.Value + at, seen, distance, rule.SlopeOf(head), biased);
                        if (seen <= most)
                            Numerics.Softmax.Forward(biased, 1, _soft + at, seen);
                        else
                            OfHighest(biased, seen, most, chosen, _soft + at);
                        if (_soft != _y.Value)
                            Harden(sequence, head, biased, _soft + at, _y.Value + at, seen);
                    }

            return _y;
        }

        /// <summary>ds += w (dw - sum w dw)</summary>
        public override void Backward(NativeTape tape)
        {
            Real* target = _scores.Accumulate(tape), slopes = tape.Temporary(_y.Shape[2]);
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                for (int query = 0; query < _queryRows.Count(sequence); query++)
                    for (int head = 0; head < _y.Shape[1]; head++)
                    {
                        int from = _ranges.From(sequence)[query], seen = _ranges.To(sequence)[query] - from;
                        long at = PlaceOf(_queryRows[sequence][query], head) + from;
                        Differentiate(sequence, _soft + at, _y.Value + at, _y.HasGradient ? _y.Gradient + at : null, slopes, seen);
                        Elementwise.Add(slopes, target + at, seen);
                    }
        }

        /// <summary>Gives a key the weight 1.</summary>
        /// <param name="sequence">The sequence.</param>
        /// <param name="head">The head.</param>
        /// <param name="scores">[count]</param>
        /// <param name="soft">[count] their softmax.</param>
        /// <param name="weights">[count] zeros.</param>
        /// <param name="count">How many keys the query sees.</param>
        protected virtual void Harden(int sequence, int head, Real* scores, Real* soft, Real* weights, int count) =>
            weights[HighestScores.First(scores, count)] = OneIfFinite(*soft);

        /// <summary>Sets the gradient of a query's scores; that of the weights is null where nothing used them.</summary>
        protected virtual void Differentiate(int sequence, Real* soft, Real* weights, Real* gradient, Real* slopes, int count) =>
            Numerics.Softmax.Backward(soft, gradient, slopes, count);

        private long PlaceOf(int row, int head) => ((long)row * _y.Shape[1] + head) * _y.Shape[2];

        /// <summary>Scores less what distance costs.</summary>
        /// <param name="scores">[count]</param>
        /// <param name="count">How many keys there are.</param>
        /// <param name="place">Where the query stands, counted from the first of them.</param>
        /// <param name="slope">What a step of distance costs.</param>
        /// <param name="biased">[count] receives them.</param>
        private static void Bias(Real* scores, int count, int place, Real slope, Real* biased)
        {
            Elementwise.Copy(scores, biased, count);
            if (slope != 0)
                for (int key = 0; key < count; key++)
                    biased[key] -= slope * Math.Abs(place - key);
        }

        /// <summary>The softmax of the highest scores; all other weights are zeros already.</summary>
        private static void OfHighest(Real* scores, int count, int most, int* chosen, Real* weights)
        {
            HighestScores.Choose(scores, count, most, chosen);
            // In the order of the keys, so that sums do not depend on which of them is the highest.
            new Span<int>(chosen, most).Sort();
            Real* few = scores;
            for (int i = 0; i < most; i++)
                few[i] = scores[chosen[i]];
            Numerics.Softmax.Forward(few, 1, few, most);
            for (int i = 0; i < most; i++)
                weights[chosen[i]] = few[i];
        }

        /// <summary>1, unless there were scores that are not finite: those make the whole softmax NaN, and must show.</summary>
        protected static Real OneIfFinite(Real soft) => 1 + (soft - soft);
    }
}
