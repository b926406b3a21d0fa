using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AttentionCore(
        Variable queries, Variable keys, Variable values, SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule,
        Variable? weights)
    {
        AttentionNode node = IsRecording ? Record<AttentionNode>() : Rent<AttentionNode>();
        return Ran(node.Forward(this, Of(queries), Of(keys), Of(values), queryRows, keyRows, rule, weights is null ? null : Of(weights)));
    }

    private sealed class AttentionNode : Node
    {
        private readonly KeyRanges _ranges = new();
        private NativeVariable _queries = null!, _keys = null!, _values = null!, _y = null!;
        private SequenceRows _queryRows = null!, _keyRows = null!;
        private AttentionRule _rule;
        private Real* _logSums;

        public override string Name => "Attention";

        public override NativeVariable Output => _y;

        private int HeadNumbers => _queries.Shape.Width / _rule.Heads;

        private int ValueNumbers => _values.Shape.Width / _rule.Heads;

        public NativeVariable Forward(
            NativeTape tape, NativeVariable queries, NativeVariable keys, NativeVariable values, SequenceRows queryRows,
            SequenceRows keyRows, AttentionRule rule, NativeVariable? weights)
        {
            (_queries, _keys, _values, _queryRows, _keyRows, _rule) = (queries, keys, values, queryRows, keyRows, rule);
            _ranges.Set(queryRows, keyRows, rule.Mask);
            _y = tape.New(new Shape(queries.Rows, values.Shape.Width));
            if (queryRows.Total < queries.Rows)
                Elementwise.Clear(_y.Value, _y.Shape.Count);
            _logSums = tape.Scratch(rule.Heads * queryRows.Total);
            Arena work = tape._work;
            for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
                for (int head = 0; head < rule.Heads; head++)
                {
                    work.TakeBack();
                    AttentionHead block = Lay(work, sequence, head, backward: false);
                    Real* mixed = work.Allocate(AttentionBlocks.QueryRows(block.QueryCount) * block.ValueWidth);
                    Real* logSums = LogSums(sequence, head);
                    AttentionKernels.Forward(block, mixed, logSums);
                    int width = _y.Shape.Width;
                    Put(mixed, queryRows[sequence], block.ValueNumbers, _y.Value + head * block.ValueNumbers, width);
                    if (weights is not null)
                        WriteWeights(block, logSums, queryRows[sequence], head, weights);
                }

            return _y;
        }

        public override void Backward(NativeTape tape)
        {
            Real* queries = _queries.Accumulate(tape), keys = _keys.Accumulate(tape), values = _values.Accumulate(tape);
            int width = _queries.Shape.Width, valueWidth = _values.Shape.Width;
            Arena work = tape._work;
            for (int sequence = 0; sequence < _queryRows.Sequences; sequence++)
                for (int head = 0; head < _rule.Heads; head++)
                {
                    work.TakeBack();
                    AttentionHead block = Lay(work, sequence, head, backward: true);
                    int n = AttentionBlocks.QueryRows(block.QueryCount), m = AttentionBlocks.KeyRows(block.KeyCount);
                    Real* dy = work.Allocate(n * block.ValueWidth), means = work.Allocate(block.QueryCount);
                    Real* dq = work.Allocate(n * block.QueryWidth), dk = work.Allocate(m * block.QueryWidth);
                    Real* dv = work.Allocate(m * block.ValueWidth);
                    ReadOnlySpan<int> own = _queryRows[sequence], others = _keyRows[sequence];
                    int at = head * block.ValueNumbers;
                    AttentionBlocks.Gather(_y.Gradient + at, valueWidth, own, block.ValueNumbers, dy, n);
                    for (int query = 0; query < own.Length; query++)
                        means[query] = Elementwise.Dot(
                            dy + query * block.ValueWidth, _y.Value + (long)own[query] * valueWidth + at, block.ValueNumbers);
                    AttentionKernels.Backward(block, LogSums(sequence, head), dy, means, dq, dk, dv);
                    AttentionBlocks.ScatterAdd(dq, own, block.QueryNumbers, queries + head * block.QueryNumbers, width, _rule.Scale);
                    AttentionBlocks.ScatterAdd(dk, others, block.QueryNumbers, keys + head * block.QueryNumbers, width);
                    AttentionBlocks.ScatterAdd(dv, others, block.ValueNumbers, values + at, valueWidth);
                }
        }

        private static void Put(Real* rows, ReadOnlySpan<int> to, int width, Real* target, int stride)
        {
            int padded = AttentionBlocks.Padded(width);
            foreach (int row in to)
            {
                Elementwise.Copy(rows, target + (long)row * stride, width);
                rows += padded;
            }
        }

        private static void WriteWeights(in AttentionHead block, Real* logSums, ReadOnlySpan<int> rows, int head, NativeVariable weights)
        {
            int longest = weights.Shape[2];
            for (int query = 0; query < rows.Length; query++)
                AttentionKernels.Weights(
                    block, logSums, query, weights.Value + ((long)rows[query] * weights.Shape[1] + head) * longest);
        }

        private Real* LogSums(int sequence, int head) =>
            _logSums + (long)_ranges.StartOf(sequence) * _rule.Heads + head * _queryRows.Count(sequence);

        /// <summary>Lays out one head of one sequence.</summary>
        private AttentionHead Lay(Arena work, int sequence, int head, bool backward)
        {
            ReadOnlySpan<int> own = _queryRows[sequence], others = _keyRows[sequence];
            AttentionHead block = new()
            {
                QueryCount = own.Length,
                KeyCount = others.Length,
                QueryNumbers = HeadNumbers,
                ValueNumbers = ValueNumbers,
                Slope = _rule.SlopeOf(head),
                From = _ranges.From(sequence),
                To = _ranges.To(sequence),
            };
            int n = AttentionBlocks.QueryRows(own.Length), m = AttentionBlocks.KeyRows(others.Length);
            int width = block.QueryWidth, valueWidth = block.ValueWidth;
            block.Queries = work.Allocate(n * width);
            block.Keys = work.Allocate(m * width);
            block.KeysAside = work.Allocate(m * block.QueryNumbers);
            block.Values = work.Allocate(m * valueWidth);
            AttentionBlocks.Gather(
                _queries.Value + head * block.QueryNumbers, _queries.Shape.Width, own, block.QueryNumbers, block.Queries, n, _rule.Scale);
            AttentionBlocks.Gather(
                _keys.Value + head * block.QueryNumbers, _keys.Shape.Width, others, block.QueryNumbers, block.Keys, m);
            AttentionBlocks.Transpose(block.Keys, m, block.QueryNumbers, block.KeysAside);
            AttentionBlocks.Gather(
                _values.Value + head * block.ValueNumbers, _values.Shape.Width, others, block.ValueNumbers, block.Values, m);
            if (backward)
            {
                block.ValuesAside = work.Allocate(m * block.ValueNumbers);
                AttentionBlocks.Transpose(block.Values, m, block.ValueNumbers, block.ValuesAside);
            }

            return block;
        }
    }
}
