using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable LocalWeightsCore(
        Variable scores, Variable centres, SequenceRows queryRows, SequenceRows keyRows, Real window) =>
        Ran((IsRecording ? Record<LocalWeightsNode>() : Rent<LocalWeightsNode>())
            .Forward(this, Of(scores), Of(centres), queryRows, keyRows, window));

    private sealed class LocalWeightsNode : Node
    {
        private NativeVariable _scores = null!, _centres = null!, _y = null!;
        private SequenceRows _queryRows = null!, _keyRows = null!;
        private Real _window;
        private Real* _soft;

        public override string Name => "LocalWeights";

        public override NativeVariable Output => _y;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadKeys;

        /// <summary>1 / s^2.</summary>
        private Real Precision => 4 / (_window * _window);

        public NativeVariable Forward(
            NativeTape tape, NativeVariable scores, NativeVariable centres, SequenceRows queryRows, SequenceRows keyRows, Real window)
        {
            (_scores, _centres, _queryRows, _keyRows, _window) = (scores, centres, queryRows, keyRows, window);
            int count = scores.Shape.Count;
            _y = tape.New(scores.Shape);
            _soft = tape.Scratch(count);
            Elementwise.Clear(_y.Value, count);
            for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
                foreach (int row in queryRows[sequence])
                    for (int head = 0; head < _y.Shape[1]; head++)
                    {
                        (int from, int to) = KeysNear(CentreOf(row, head), keyRows.Count(sequence));
                        long at = PlaceOf(row, head);
                        if (from < to)
                            Weigh(from, to, CentreOf(row, head), at);
                        else
                            Elementwise.Fill(_y.Value + at, keyRows.Count(sequence), Real.NaN);
                    }

            return _y;
        }

        /// <summary>
        /// With w = p g, g the factor of distance: dc += sum dw w (j - c) / s^2, and dw g is the gradient of p.
        /// </summary>
        public override void Backward(NativeTape tape)
        {
            int longest = _y.Shape[2];
            Real* scores = _scores.Accumulate(tape), centres = _centres.Accumulate(tape);
            Real* slopes = tape.Temporary(longest), softSlopes = tape.Temporary(longest);
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                foreach (int row in _queryRows[sequence])
                    for (int head = 0; head < _y.Shape[1]; head++)
                    {
                        Real centre = CentreOf(row, head), push = 0;
                        (int from, int to) = KeysNear(centre, _keyRows.Count(sequence));
                        long at = PlaceOf(row, head);
                        for (int key = from; key < to; key++)
                        {
                            Real gradient = _y.Gradient[at + key];
                            push += gradient * _y.Value[at + key] * (key - centre);
                            softSlopes[key - from] = gradient * Nearness(key - centre);
                        }

                        Numerics.Softmax.Backward(_soft + at + from, softSlopes, slopes, to - from);
                        Elementwise.Add(slopes, scores + at + from, to - from);
                        centres[row * _y.Shape[1] + head] += push * Precision;
                    }
        }

        private void Weigh(int from, int to, Real centre, long at)
        {
            Numerics.Softmax.Forward(_scores.Value + at + from, 1, _soft + at + from, to - from);
            for (int key = from; key < to; key++)
                _y.Value[at + key] = _soft[at + key] * Nearness(key - centre);
        }

        private Real Nearness(Real distance) => Real.Exp(-distance * distance * Precision / 2);

        private Real CentreOf(int row, int head) => _centres.Value[row * _y.Shape[1] + head];

        private long PlaceOf(int row, int head) => ((long)row * _y.Shape[1] + head) * _y.Shape[2];

        /// <summary>The keys within the window; none for a centre that is no number.</summary>
        private (int From, int To) KeysNear(Real centre, int keys)
        {
            int from = 0;
            while (from < keys && !(Real.Abs(from - centre) <= _window))
                from++;
            int to = from;
            while (to < keys && Real.Abs(to - centre) <= _window)
                to++;
            return (from, to);
        }
    }
}
