using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private sealed partial class MatrixMemoryNode
    {
        public override void Backward(NativeTape tape)
        {
            Real* queries = _queries.Accumulate(tape), keys = _keys.Accumulate(tape), values = _values.Accumulate(tape);
            Real* gates = _gates.Accumulate(tape), dy = _y.Accumulate(tape);
            Real* memory = _startMemory is null ? null : _startMemory.Accumulate(tape);
            Real* normalizer = _startNormalizer is null ? null : _startNormalizer.Accumulate(tape);
            int heads = _rule.Heads, keyNumbers = KeyNumbers, valueNumbers = ValueNumbers, width = _queries.Shape.Width;
            Real* steps = _steps, chunks = _chunks;
            for (int sequence = 0; sequence < _rows.Sequences; sequence++)
                for (int head = 0; head < heads; head++)
                {
                    Arena work = tape._work;
                    work.TakeBack();
                    ReadOnlySpan<int> own = _rows[sequence];
                    MatrixMemoryHead block = Lay(work, sequence, head, steps);
                    MatrixMemoryGradient gradient = Lay(work, block);
                    int at = sequence * heads + head;
                    OfReads(block, gradient, dy, own, head);
                    gradient.HasFuture = BeginFromEnd(block, gradient, at);
                    for (int chunk = Chunks(own.Length) - 1; chunk >= 0; chunk--)
                    {
                        block.Memory = chunks + (long)chunk * ChunkLength();
                        block.Normalizer = block.Memory + block.MemoryLength;
                        gradient.HasPast = chunk > 0 || memory != null;
                        int first = chunk * MatrixMemoryKernels.Chunk;
                        MatrixMemoryKernels.Backward(block, gradient, first, Math.Min(MatrixMemoryKernels.Chunk, own.Length - first));
                        gradient.HasFuture = true;
                    }

                    AttentionBlocks.ScatterAdd(gradient.Queries, own, keyNumbers, queries + head * keyNumbers, width);
                    AttentionBlocks.ScatterAdd(gradient.Keys, own, keyNumbers, keys + head * keyNumbers, width, KeyScale);
                    AttentionBlocks.ScatterAdd(gradient.Values, own, valueNumbers, values + head * valueNumbers, _values.Shape.Width);
                    AddToGates(work, gradient, gates + head, own, head);
                    if (memory != null)
                    {
                        MatrixMemoryKernels.AddUnpacked(
                            gradient.Memory, keyNumbers, valueNumbers, memory + (long)at * keyNumbers * valueNumbers);
                        Elementwise.Add(gradient.Normalizer, normalizer + at * keyNumbers, keyNumbers);
                    }

                    steps += 4 * own.Length;
                    chunks += (long)Chunks(own.Length) * ChunkLength();
                }
        }

        private static MatrixMemoryGradient Lay(Arena work, in MatrixMemoryHead block)
        {
            int count = block.Steps;
            return new()
            {
                Mixed = work.Allocate(count * block.ValueWidth),
                Overlaps = work.Allocate(count),
                Queries = work.Allocate(count * block.KeyWidth),
                Keys = work.Allocate(count * block.KeyWidth),
                Values = work.Allocate(count * block.ValueWidth),
                Inputs = work.Allocate(count),
                Forgets = work.Allocate(count),
                Memory = work.Allocate(block.MemoryLength),
                Normalizer = work.Allocate(block.KeyWidth),
                Work = work.Allocate(3 * MatrixMemoryKernels.Chunk * Math.Max(block.KeyWidth, block.ValueWidth)),
            };
        }

        /// <summary>
        /// With y = C^T q / d: the gradient of C^T q is dy / d, and that of n . q, where d is its size, -dy . y / d with its sign.
        /// </summary>
        private void OfReads(in MatrixMemoryHead block, in MatrixMemoryGradient gradient, Real* dy, ReadOnlySpan<int> own, int head)
        {
            int width = _y.Shape.Width, values = block.ValueNumbers;
            AttentionBlocks.Gather(dy + head * values, width, own, values, gradient.Mixed, own.Length);
            for (int t = 0; t < own.Length; t++)
            {
                Real* mixed = gradient.Mixed + t * block.ValueWidth;
                Real share = 1 / block.Divisors[t], overlap = block.Overlaps[t];
                gradient.Overlaps[t] = Real.Abs(overlap) == block.Divisors[t]
                    ? -Real.Sign(overlap) * share * Elementwise.Dot(mixed, _y.Value + (long)own[t] * width + head * values, values)
                    : 0;
                Elementwise.Scale(share, mixed, mixed, block.ValueWidth);
            }
        }

        /// <summary>Takes over what depends on the state behind the last row; whether anything does.</summary>
        private bool BeginFromEnd(in MatrixMemoryHead block, in MatrixMemoryGradient gradient, int at)
        {
            int keys = block.KeyNumbers;
            bool memory = _endMemory is { HasGradient: true }, normalizer = _endNormalizer is { HasGradient: true };
            Elementwise.Clear(gradient.Memory, block.MemoryLength);
            Elementwise.Clear(gradient.Normalizer, block.KeyWidth);
            if (memory)
                MatrixMemoryKernels.Pack(
                    _endMemory!.Gradient + (long)at * keys * block.ValueNumbers, keys, block.ValueNumbers, gradient.Memory);
            if (normalizer)
                Elementwise.Copy(_endNormalizer!.Gradient + at * keys, gradient.Normalizer, keys);
            return memory || normalizer;
        }

        /// <summary>From the logarithms of gates to pre-activations: d log sigmoid(f) / df = sigmoid(-f).</summary>
        private void AddToGates(Arena work, in MatrixMemoryGradient gradient, Real* target, ReadOnlySpan<int> own, int head)
        {
            int heads = _rule.Heads, count = own.Length;
            Real* slopes = work.Allocate(count);
            Elementwise.Fill(slopes, count, 1);
            if (_rule.Forget == ForgetGate.Sigmoid)
            {
                for (int t = 0; t < count; t++)
                    slopes[t] = -_gates.Value[(long)own[t] * 2 * heads + heads + head];
                Elementwise.Map<SigmoidOperator>(slopes, slopes, count);
            }

            for (int t = 0; t < count; t++)
            {
                target[(long)own[t] * 2 * heads] += gradient.Inputs[t];
                target[(long)own[t] * 2 * heads + heads] += gradient.Forgets[t] * slopes[t];
            }
        }
    }
}
