using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable CosineScoresCore(
        Variable queries, Variable keys, Variable strengths, SequenceRows queryRows, SequenceRows keyRows, int heads) =>
        Ran((IsRecording ? Record<CosineScoresNode>() : Rent<CosineScoresNode>())
            .Forward(this, Of(queries), Of(keys), Of(strengths), queryRows, keyRows, heads));

    private sealed class CosineScoresNode : ScoresNode
    {
        /// <summary>Keeps the cosine finite where a vector is zero.</summary>
        private const Real Epsilon = (Real)1e-6;

        private NativeVariable _strengths = null!;
        private Real* _inverseLengths, _strengthGradient;

        public override string Name => "CosineScores";

        public NativeVariable Forward(
            NativeTape tape, NativeVariable queries, NativeVariable keys, NativeVariable strengths, SequenceRows queryRows,
            SequenceRows keyRows, int heads)
        {
            Set(queries, keys, queryRows, keyRows, heads);
            _strengths = strengths;
            _inverseLengths = tape.Scratch(keys.Shape.MatrixRows * heads);
            for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
                foreach (int row in keyRows[sequence])
                    for (int head = 0; head < heads; head++)
                        _inverseLengths[row * heads + head] = InverseLength(Key(row, head));
            return Forward(tape);
        }

        public override void Backward(NativeTape tape)
        {
            _strengthGradient = _strengths.Accumulate(tape);
            base.Backward(tape);
        }

        protected override void Score(int row, int head, ReadOnlySpan<int> keys, Real* scores)
        {
            Real* query = Query(row, head);
            Real strength = _strengths.Value[row * Heads + head], inverse = InverseLength(query);
            for (int j = 0; j < keys.Length; j++)
                scores[j] = strength * Cosine(query, inverse, keys[j], head);
        }

        /// <summary>
        /// With a = 1 / |q|, b = 1 / |k| and c = a b q.k: the strength's gradient is ds c, and those of the vectors are
        /// strength ds (a b k - a^2 c q) and strength ds (a b q - b^2 c k).
        /// </summary>
        protected override void AddGradient(
            int row, int head, ReadOnlySpan<int> keys, Real* gradient, Real* queryGradient, Real* keyGradient)
        {
            Real* query = Query(row, head);
            Real strength = _strengths.Value[row * Heads + head], a = InverseLength(query), shrink = 0;
            for (int j = 0; j < keys.Length; j++)
            {
                if (gradient[j] == 0)
                    continue;
                Real b = _inverseLengths[keys[j] * Heads + head], cosine = Cosine(query, a, keys[j], head), slope = strength * gradient[j];
                Real* key = Key(keys[j], head), target = KeyGradient(keyGradient, keys[j]);
                _strengthGradient[row * Heads + head] += gradient[j] * cosine;
                shrink += slope * cosine;
                Elementwise.AddScaled(slope * a * b, key, queryGradient, Numbers);
                Elementwise.AddScaled(slope * a * b, query, target, Numbers);
                Elementwise.AddScaled(-slope * b * b * cosine, key, target, Numbers);
            }

            Elementwise.AddScaled(-shrink * a * a, query, queryGradient, Numbers);
        }

        private Real Cosine(Real* query, Real inverse, int row, int head) =>
            Elementwise.Dot(query, Key(row, head), Numbers) * inverse * _inverseLengths[row * Heads + head];

        private Real InverseLength(Real* x) => 1 / Real.Sqrt(Elementwise.Dot(x, x, Numbers) + Epsilon);
    }
}
