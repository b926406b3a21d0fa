using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>r(h) = sum over slots n of w(h, n) M(n) (Graves et al. 2014, equation 2).</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="memory">[at least B, W, N]</param>
    /// <param name="weights">[B, all heads, N]</param>
    /// <param name="firstHead">The first head that reads.</param>
    /// <param name="heads">H, how many heads read.</param>
    /// <returns>[B, H, W]</returns>
    public static Variable WeightedRead(this Tape tape, Variable memory, Variable weights, int firstHead, int heads)
    {
        int rows = weights.Rows, all = weights.Shape[1], slots = weights.Shape[2], width = memory.Shape[1];
        Expect.Rows(memory, rows, width, slots);
        Expect.That(firstHead >= 0 && firstHead + heads <= all, $"heads {firstHead} to {firstHead + heads - 1} of {all}");
        Variable reads = tape.New(new Shape(rows, heads, width));
        for (int b = 0; b < rows; b++)
        {
            SlotKernels.Read(
                memory.Value + b * width * slots, slots, width, weights.Value + (b * all + firstHead) * slots, heads,
                reads.Value + b * heads * width);
        }

        if (tape.IsRecording)
            tape.Record<WeightedReadNode>().Set(memory, weights, firstHead, reads);
        return reads;
    }

    private sealed class WeightedReadNode : Node
    {
        private Variable _memory = null!, _weights = null!, _reads = null!;
        private int _firstHead;

        public override string Name => "WeightedRead";

        public override Variable Output => _reads;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "number"];

        public void Set(Variable memory, Variable weights, int firstHead, Variable reads) =>
            (_memory, _weights, _firstHead, _reads) = (memory, weights, firstHead, reads);

        public override void Backward(Tape tape)
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
