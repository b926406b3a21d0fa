using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable DotScoresCore(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, Real scale) =>
        Ran((IsRecording ? Record<DotScoresNode>() : Rent<DotScoresNode>())
            .Forward(this, Of(queries), Of(keys), queryRows, keyRows, heads, scale));

    private sealed class DotScoresNode : ScoresNode
    {
        private Real _scale;

        public override string Name => "DotScores";

        public NativeVariable Forward(
            NativeTape tape, NativeVariable queries, NativeVariable keys, SequenceRows queryRows, SequenceRows keyRows, int heads,
            Real scale)
        {
            Set(queries, keys, queryRows, keyRows, heads);
            _scale = scale;
            return Forward(tape);
        }

        protected override void Score(int row, int head, ReadOnlySpan<int> keys, Real* scores)
        {
            Real* query = Query(row, head);
            for (int j = 0; j < keys.Length; j++)
                scores[j] = _scale * Elementwise.Dot(query, Key(keys[j], head), Numbers);
        }

        /// <summary>dq += scale ds k, dk += scale ds q</summary>
        protected override void AddGradient(
            int row, int head, ReadOnlySpan<int> keys, Real* gradient, Real* queryGradient, Real* keyGradient)
        {
            Real* query = Query(row, head);
            for (int j = 0; j < keys.Length; j++)
            {
                Real slope = _scale * gradient[j];
                // A key that a mask hides costs nothing.
                if (slope == 0)
                    continue;
                Elementwise.AddScaled(slope, Key(keys[j], head), queryGradient, Numbers);
                Elementwise.AddScaled(slope, query, KeyGradient(keyGradient, keys[j]), Numbers);
            }
        }
    }
}
