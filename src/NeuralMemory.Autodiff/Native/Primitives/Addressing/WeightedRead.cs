using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable WeightedReadCore(Variable memory, Variable weights, int firstHead, int heads) =>
        WeightedRead(Of(memory), Of(weights), firstHead, heads);

    private NativeVariable WeightedRead(NativeVariable memory, NativeVariable weights, int firstHead, int heads)
    {
        int rows = weights.Rows, all = weights.Shape[1], slots = weights.Shape[2], width = memory.Shape[1];
        NativeVariable reads = New(new Shape(rows, heads, width));
        for (int b = 0; b < rows; b++)
        {
            SlotKernels.Read(
                memory.Value + b * width * slots, slots, width, weights.Value + (b * all + firstHead) * slots, heads,
                reads.Value + b * heads * width);
        }

        if (IsRecording)
            Record<WeightedReadNode>().Set(memory, weights, firstHead, reads);
        return reads;
    }

    private sealed class WeightedReadNode : Node
    {
        private NativeVariable _memory = null!, _weights = null!, _reads = null!;
        private int _firstHead;

        public override string Name => "WeightedRead";

        public override NativeVariable Output => _reads;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public void Set(NativeVariable memory, NativeVariable weights, int firstHead, NativeVariable reads) =>
            (_memory, _weights, _firstHead, _reads) = (memory, weights, firstHead, reads);

        public override void Backward(NativeTape tape)
        {
            int rows = _reads.Rows, heads = _reads.Shape[1], width = _reads.Shape[2], all = _weights.Shape[1], slots = _weights.Shape[2];
            Real* dMemory = _memory.Accumulate(tape), dWeights = _weights.Accumulate(tape);
            for (int b = 0; b < rows; b++)
            {
                int weightsAt = (b * all + _firstHead) * slots, memoryAt = b * width * slots;
                SlotKernels.ReadGradient(
                    _memory.Value + memoryAt, slots, width, _weights.Value + weightsAt, heads, _reads.Gradient + b * heads * width,
                    dWeights + weightsAt, dMemory + memoryAt);
            }
        }
    }
}
