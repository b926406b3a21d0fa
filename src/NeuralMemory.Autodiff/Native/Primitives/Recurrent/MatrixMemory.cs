using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Reads, MatrixMemoryState? End) MatrixMemoryCore(
        Variable queries, Variable keys, Variable values, Variable gates, SequenceRows rows, MatrixMemoryRule rule,
        MatrixMemoryState? start, bool keepsEnd, MatrixMemoryLook? look)
    {
        MatrixMemoryNode node = IsRecording ? Record<MatrixMemoryNode>() : Rent<MatrixMemoryNode>();
        return Ran(node.Forward(this, Of(queries), Of(keys), Of(values), Of(gates), rows, rule, start, keepsEnd, look));
    }

    /// <summary>
    /// Head by head and sequence by sequence. A recording pass keeps a memory for each chunk of steps; the way back needs no others.
    /// </summary>
    private sealed partial class MatrixMemoryNode : Node
    {
        private NativeVariable _queries = null!, _keys = null!, _values = null!, _gates = null!, _y = null!;
        private NativeVariable? _startMemory, _startNormalizer, _endMemory, _endNormalizer;
        private SequenceRows _rows = null!;
        private MatrixMemoryRule _rule;
        private Real* _steps, _chunks;

        public override string Name => "MatrixMemory";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => _endMemory is null
            ? base.Outputs
            : [new(Name, _y, 0, _y.Rows), new("MatrixMemory 'memory'", _endMemory, 0, _endMemory.Rows)];

        public override bool HasGradient =>
            _y.HasGradient || _endMemory is { HasGradient: true } || _endNormalizer is { HasGradient: true };

        private int KeyNumbers => _queries.Shape.Width / _rule.Heads;

        private int ValueNumbers => _values.Shape.Width / _rule.Heads;

        private static int Chunks(int steps) => (steps + MatrixMemoryKernels.Chunk - 1) / MatrixMemoryKernels.Chunk;

        public (Variable Reads, MatrixMemoryState? End) Forward(
            NativeTape tape, NativeVariable queries, NativeVariable keys, NativeVariable values, NativeVariable gates, SequenceRows rows,
            MatrixMemoryRule rule, MatrixMemoryState? start, bool keepsEnd, MatrixMemoryLook? look)
        {
            (_queries, _keys, _values, _gates, _rows, _rule) = (queries, keys, values, gates, rows, rule);
            int heads = rule.Heads, keyNumbers = KeyNumbers, valueNumbers = ValueNumbers;
            _startMemory = start is { } s ? Of(s.Memory) : null;
            _startNormalizer = start is { } n ? Of(n.Normalizer) : null;
            _y = tape.New(new Shape(queries.Rows, values.Shape.Width));
            if (rows.Total < queries.Rows)
                Elementwise.Clear(_y.Value, _y.Shape.Count);
            _endMemory = keepsEnd ? tape.New(new Shape(rows.Sequences, heads, keyNumbers, valueNumbers)) : null;
            _endNormalizer = keepsEnd ? tape.New(new Shape(rows.Sequences, heads, keyNumbers)) : null;
            NativeVariable? endStabilizer = keepsEnd ? tape.New(new Shape(rows.Sequences, heads)) : null;
            _steps = tape.Scratch(4 * heads * rows.Total);
            _chunks = tape.IsRecording ? tape.Scratch(heads * ChunksBefore(rows.Sequences) * ChunkLength()) : null;
            Real* steps = _steps, chunk = _chunks;
            for (int sequence = 0; sequence < rows.Sequences; sequence++)
                for (int head = 0; head < heads; head++, steps += 4 * rows.Count(sequence))
                {
                    tape._work.TakeBack();
                    int at = sequence * heads + head;
                    MatrixMemoryHead block = Lay(tape._work, sequence, head, steps);
                    Begin(block, at);
                    Real stabilizer = Gates(block, sequence, head, start is { } from ? Of(from.Stabilizer).Value[at] : 0);
                    Run(tape._work, block, sequence, head, ref chunk, look);
                    if (!keepsEnd)
                        continue;
                    MatrixMemoryKernels.Unpack(
                        block.Memory, keyNumbers, valueNumbers, _endMemory!.Value + (long)at * keyNumbers * valueNumbers);
                    Elementwise.Copy(block.Normalizer, _endNormalizer!.Value + at * keyNumbers, keyNumbers);
                    endStabilizer!.Value[at] = stabilizer;
                }

            return (_y, keepsEnd ? new MatrixMemoryState(_endMemory!, _endNormalizer!, endStabilizer!) : null);
        }

        /// <summary>The steps of one head, whose gates are known.</summary>
        private void Run(Arena work, in MatrixMemoryHead block, int sequence, int head, ref Real* chunk, MatrixMemoryLook? look)
        {
            ReadOnlySpan<int> own = _rows[sequence];
            int values = block.ValueNumbers;
            Real* read = work.Allocate(block.ValueWidth);
            for (int t = 0; t < own.Length; t++)
            {
                if (chunk != null && t % MatrixMemoryKernels.Chunk == 0)
                {
                    Elementwise.Copy(block.Memory, chunk, block.MemoryLength);
                    Elementwise.Copy(block.Normalizer, chunk + block.MemoryLength, block.KeyWidth);
                    chunk += ChunkLength();
                }

                MatrixMemoryKernels.Step(block, t, (Real)MatrixMemoryFloor, read);
                Elementwise.Copy(read, _y.Value + (long)own[t] * _y.Shape.Width + head * values, values);
                if (look is { } shown)
                    Show(block, t, own[t], head, shown);
            }
        }

        private void Show(in MatrixMemoryHead block, int t, int row, int head, MatrixMemoryLook look)
        {
            int at = row * _rule.Heads + head;
            Of(look.InputGate).Value[at] = block.Strengths[t];
            Of(look.ForgetGate).Value[at] = block.Decays[t];
            Of(look.Normalizer).Value[at] = block.Divisors[t];
            if (look.Memory is { } memory)
                MatrixMemoryKernels.Unpack(
                    block.Memory, block.KeyNumbers, block.ValueNumbers,
                    Of(memory).Value + (long)at * block.KeyNumbers * block.ValueNumbers);
        }

        private void Begin(in MatrixMemoryHead block, int at)
        {
            int keys = block.KeyNumbers;
            Elementwise.Clear(block.Normalizer, block.KeyWidth);
            if (_startMemory is null)
            {
                Elementwise.Clear(block.Memory, block.MemoryLength);
                return;
            }

            MatrixMemoryKernels.Pack(
                _startMemory.Value + (long)at * keys * block.ValueNumbers, keys, block.ValueNumbers, block.Memory);
            Elementwise.Copy(_startNormalizer!.Value + at * keys, block.Normalizer, keys);
        }

        /// <summary>The gates of one head; m after its last step.</summary>
        private Real Gates(in MatrixMemoryHead block, int sequence, int head, Real stabilizer)
        {
            ReadOnlySpan<int> own = _rows[sequence];
            int heads = _rule.Heads;
            Real* source = _gates.Value + head;
            for (int t = 0; t < own.Length; t++)
            {
                block.Strengths[t] = source[(long)own[t] * 2 * heads];
                block.Decays[t] = source[(long)own[t] * 2 * heads + heads];
            }

            return MatrixMemoryKernels.Gates(
                block.Strengths, block.Decays, own.Length, _rule.Forget == ForgetGate.Sigmoid, stabilizer, block.Strengths, block.Decays,
                block.Divisors);
        }

        /// <summary>Lays out one head of one sequence.</summary>
        private MatrixMemoryHead Lay(Arena work, int sequence, int head, Real* steps)
        {
            ReadOnlySpan<int> own = _rows[sequence];
            int count = own.Length;
            MatrixMemoryHead block = new()
            {
                Steps = count,
                KeyNumbers = KeyNumbers,
                ValueNumbers = ValueNumbers,
                Strengths = steps,
                Decays = steps + count,
                Divisors = steps + 2 * count,
                Overlaps = steps + 3 * count,
            };
            int width = block.KeyWidth, keys = block.KeyNumbers, values = block.ValueNumbers;
            block.Queries = work.Allocate(count * width);
            block.Keys = work.Allocate(count * width);
            block.Values = work.Allocate(count * block.ValueWidth);
            block.Memory = work.Allocate(block.MemoryLength);
            block.Normalizer = work.Allocate(width);
            block.Written = work.Allocate(width);
            AttentionBlocks.Gather(_queries.Value + head * keys, _queries.Shape.Width, own, keys, block.Queries, count);
            AttentionBlocks.Gather(_keys.Value + head * keys, _keys.Shape.Width, own, keys, block.Keys, count, KeyScale);
            AttentionBlocks.Gather(_values.Value + head * values, _values.Shape.Width, own, values, block.Values, count);
            return block;
        }

        private Real KeyScale => 1 / Real.Sqrt(KeyNumbers);

        private int ChunkLength() =>
            KeyNumbers * AttentionBlocks.Padded(ValueNumbers) + AttentionBlocks.Padded(KeyNumbers);

        /// <summary>The chunks of the sequences before this one, for each head.</summary>
        private int ChunksBefore(int sequence)
        {
            int chunks = 0;
            for (int i = 0; i < sequence; i++)
                chunks += Chunks(_rows.Count(i));
            return chunks;
        }
    }
}
