using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    /// <summary>
    /// Scores of each query, head by head, with each key of its sequence: the loops, for whatever the score of one pair is. A score depends
    /// on its pair alone, so that it has the same bits in every batch.
    /// </summary>
    private abstract class ScoresNode : Node
    {
        private NativeVariable _y = null!;
        private SequenceRows _queryRows = null!;

        public override NativeVariable Output => _y;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadKeys;

        protected NativeVariable Queries { get; private set; } = null!;

        protected NativeVariable Keys { get; private set; } = null!;

        protected SequenceRows KeyRows { get; private set; } = null!;

        protected int Heads { get; private set; }

        /// <summary>D, the numbers of one head.</summary>
        protected int Numbers => Queries.Shape.Width / Heads;

        public override void Backward(NativeTape tape)
        {
            Real* queries = Queries.Accumulate(tape), keys = Keys.Accumulate(tape);
            int width = Queries.Shape.Width, longest = _y.Shape[2];
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                foreach (int row in _queryRows[sequence])
                    for (int head = 0; head < Heads; head++)
                    {
                        long at = (long)row * Heads + head;
                        AddGradient(
                            row, head, KeyRows[sequence], _y.Gradient + at * longest, queries + (long)row * width + head * Numbers,
                            keys + head * Numbers);
                    }
        }

        protected void Set(NativeVariable queries, NativeVariable keys, SequenceRows queryRows, SequenceRows keyRows, int heads) =>
            (Queries, Keys, _queryRows, KeyRows, Heads) = (queries, keys, queryRows, keyRows, heads);

        /// <summary>Computes all scores; 0 where there is no key.</summary>
        protected NativeVariable Forward(NativeTape tape)
        {
            _y = tape.New(new Shape(Queries.Rows, Heads, KeyRows.Longest));
            Elementwise.Clear(_y.Value, _y.Shape.Count);
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                foreach (int row in _queryRows[sequence])
                    for (int head = 0; head < Heads; head++)
                        Score(row, head, KeyRows[sequence], _y.Value + ((long)row * Heads + head) * KeyRows.Longest);
            return _y;
        }

        /// <summary>One head of a query.</summary>
        protected Real* Query(int row, int head) => Queries.Value + (long)row * Queries.Shape.Width + head * Numbers;

        /// <summary>One head of a key.</summary>
        protected Real* Key(int row, int head) => Keys.Value + (long)row * Keys.Shape.Width + head * Numbers;

        /// <summary>One head of a key's gradient.</summary>
        /// <param name="gradient">The head's place in the first row.</param>
        /// <param name="row">The key.</param>
        protected Real* KeyGradient(Real* gradient, int row) => gradient + (long)row * Keys.Shape.Width;

        /// <summary>The scores of one head of a query.</summary>
        protected abstract void Score(int row, int head, ReadOnlySpan<int> keys, Real* scores);

        /// <summary>Adds what their gradients mean for the query, and for the keys.</summary>
        protected abstract void AddGradient(
            int row, int head, ReadOnlySpan<int> keys, Real* gradient, Real* queryGradient, Real* keyGradient);
    }
}
