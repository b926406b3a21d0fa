using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override SparseWeighting SparseWriteWeightingCore(
        SparseMemory memory, SparseWeighting reads, Variable writeGates, Variable mixGates)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable slots = Of(reads.Slots), weights = Of(reads.Weights), gates = Of(writeGates), mix = Of(mixGates);
        int rows = gates.Rows, writers = gates.Shape[1], entries = slots.Shape[2];
        var shape = new Shape(rows, writers, 1 + entries);
        NativeVariable writeSlots = New(shape), writes = New(shape);
        writeSlots.Become(shape, writeSlots.Value, needsGradient: false);
        int* leastUsed = stackalloc int[writers];
        for (int b = 0; b < rows; b++)
        {
            store[b].LeastUsed(writers, leastUsed);
            for (int v = 0; v < writers; v++)
            {
                int head = b * writers + v;
                Real* toSlots = writeSlots.Value + head * (1 + entries), to = writes.Value + head * (1 + entries);
                Real gate = gates.Value[head], kept = mix.Value[head];
                (toSlots[0], to[0]) = (leastUsed[v], gate * (1 - kept));
                for (int k = 0; k < entries; k++)
                    (toSlots[1 + k], to[1 + k]) = (slots.Value[head * entries + k], gate * kept * weights.Value[head * entries + k]);
            }
        }

        if (IsRecording)
            Record<SparseWriteWeightingNode>().Set(weights, gates, mix, writes);
        return new(writeSlots, writes);
    }

    private sealed class SparseWriteWeightingNode : Node
    {
        private NativeVariable _reads = null!, _gates = null!, _mix = null!, _writes = null!;

        public override string Name => "SparseWriteWeighting";

        public override NativeVariable Output => _writes;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadEntries;

        public void Set(NativeVariable reads, NativeVariable gates, NativeVariable mix, NativeVariable writes) =>
            (_reads, _gates, _mix, _writes) = (reads, gates, mix, writes);

        public override void Backward(NativeTape tape)
        {
            int heads = _writes.Rows * _writes.Shape[1], entries = _writes.Shape[2] - 1;
            Real* dReads = _reads.Accumulate(tape), dGates = _gates.Accumulate(tape), dMix = _mix.Accumulate(tape);
            for (int head = 0; head < heads; head++)
            {
                Real gate = _gates.Value[head], kept = _mix.Value[head];
                Real* d = _writes.Gradient + head * (1 + entries), reads = _reads.Value + head * entries;
                Real ofReads = 0;
                for (int k = 0; k < entries; k++)
                {
                    ofReads += d[1 + k] * reads[k];
                    dReads[head * entries + k] += gate * kept * d[1 + k];
                }

                dGates[head] += (1 - kept) * d[0] + kept * ofReads;
                dMix[head] += gate * (ofReads - d[0]);
            }
        }
    }
}
