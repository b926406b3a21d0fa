using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AdditiveScoresCore(
        Variable queries, Variable keys, Variable direction, SequenceRows queryRows, SequenceRows keyRows, int heads) =>
        Ran((IsRecording ? Record<AdditiveScoresNode>() : Rent<AdditiveScoresNode>())
            .Forward(this, Of(queries), Of(keys), Of(direction), queryRows, keyRows, heads));

    private sealed class AdditiveScoresNode : ScoresNode
    {
        private NativeVariable _direction = null!;
        private Real* _directionGradient;

        public override string Name => "AdditiveScores";

        public NativeVariable Forward(
            NativeTape tape, NativeVariable queries, NativeVariable keys, NativeVariable direction, SequenceRows queryRows,
            SequenceRows keyRows, int heads)
        {
            Set(queries, keys, queryRows, keyRows, heads);
            _direction = direction;
            return Forward(tape);
        }

        public override void Backward(NativeTape tape)
        {
            _directionGradient = _direction.Accumulate(tape);
            base.Backward(tape);
        }

        protected override void Score(int row, int head, ReadOnlySpan<int> keys, Real* scores)
        {
            Real* query = Query(row, head), direction = _direction.Value + head * Numbers;
            for (int j = 0; j < keys.Length; j++)
                scores[j] = AdditiveScore.Of(query, Key(keys[j], head), direction, Numbers);
        }

        protected override void AddGradient(
            int row, int head, ReadOnlySpan<int> keys, Real* gradient, Real* queryGradient, Real* keyGradient)
        {
            Real* query = Query(row, head);
            int at = head * Numbers;
            for (int j = 0; j < keys.Length; j++)
                if (gradient[j] != 0)
                    AdditiveScore.AddGradient(
                        query, Key(keys[j], head), _direction.Value + at, Numbers, gradient[j], queryGradient,
                        KeyGradient(keyGradient, keys[j]), _directionGradient + at);
        }
    }
}
