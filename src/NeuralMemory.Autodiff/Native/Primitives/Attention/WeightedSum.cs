using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable WeightedSumCore(Variable weights, Variable values, SequenceRows queryRows, SequenceRows keyRows) =>
        Ran((IsRecording ? Record<WeightedSumNode>() : Rent<WeightedSumNode>()).Forward(this, Of(weights), Of(values), queryRows, keyRows));

    private sealed class WeightedSumNode : Node
    {
        private NativeVariable _weights = null!, _values = null!, _y = null!;
        private SequenceRows _queryRows = null!, _keyRows = null!;

        public override string Name => "WeightedSum";

        public override NativeVariable Output => _y;

        private int Heads => _weights.Shape[1];

        private int Numbers => _values.Shape.Width / Heads;

        public NativeVariable Forward(
            NativeTape tape, NativeVariable weights, NativeVariable values, SequenceRows queryRows, SequenceRows keyRows)
        {
            (_weights, _values, _queryRows, _keyRows) = (weights, values, queryRows, keyRows);
            _y = tape.New(new Shape(weights.Rows, values.Shape.Width));
            Elementwise.Clear(_y.Value, _y.Shape.Count);
            for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
                foreach (int row in queryRows[sequence])
                    for (int head = 0; head < Heads; head++)
                        Mix(keyRows[sequence], _weights.Value + WeightsAt(row, head), head, _y.Value + PlaceOf(row, head));
            return _y;
        }

        /// <summary>dw += dy . v, dv += w dy</summary>
        public override void Backward(NativeTape tape)
        {
            Real* weights = _weights.Accumulate(tape), values = _values.Accumulate(tape);
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                foreach (int row in _queryRows[sequence])
                    for (int head = 0; head < Heads; head++)
                    {
                        ReadOnlySpan<int> keys = _keyRows[sequence];
                        Real* gradient = _y.Gradient + PlaceOf(row, head);
                        long at = WeightsAt(row, head);
                        for (int j = 0; j < keys.Length; j++)
                        {
                            long value = PlaceOf(keys[j], head);
                            weights[at + j] += Elementwise.Dot(gradient, _values.Value + value, Numbers);
                            if (_weights.Value[at + j] != 0)
                                Elementwise.AddScaled(_weights.Value[at + j], gradient, values + value, Numbers);
                        }
                    }
        }

        /// <summary>Sums go in the order of the keys; a key without weight adds nothing.</summary>
        private void Mix(ReadOnlySpan<int> keys, Real* weights, int head, Real* mixed)
        {
            for (int j = 0; j < keys.Length; j++)
                if (weights[j] != 0)
                    Elementwise.AddScaled(weights[j], _values.Value + PlaceOf(keys[j], head), mixed, Numbers);
        }

        private long WeightsAt(int row, int head) => ((long)row * Heads + head) * _weights.Shape[2];

        /// <summary>One head of a row of values, or of what is read, which is as wide.</summary>
        private long PlaceOf(int row, int head) => (long)row * _values.Shape.Width + head * Numbers;
    }
}
