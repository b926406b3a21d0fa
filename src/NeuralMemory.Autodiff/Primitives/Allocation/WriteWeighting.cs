using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// Where each writer writes: w = g_w (g_a a + (1 - g_a) c), between a free slot and one found by content, or nowhere
    /// (Graves et al. 2016, Methods, "Write weighting").
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="allocation">[B, V, N] a.</param>
    /// <param name="content">[B, V, N] c.</param>
    /// <param name="allocationGates">[B, V, 1] g_a, in [0, 1].</param>
    /// <param name="writeGates">[B, V, 1] g_w, in [0, 1].</param>
    /// <returns>[B, V, N], each row summing to at most 1.</returns>
    public static Variable WriteWeighting(
        this Tape tape, Variable allocation, Variable content, Variable allocationGates, Variable writeGates)
    {
        int rows = content.Rows, writers = content.Shape[1], slots = content.Shape[2];
        Expect.Rows(allocation, rows, writers, slots);
        Expect.Rows(allocationGates, rows, writers, 1);
        Expect.Rows(writeGates, rows, writers, 1);
        Variable weights = tape.New(content.Shape);
        for (int v = 0; v < rows * writers; v++)
        {
            Vector<Real> allocate = Vector.Create(allocationGates.Value[v]), write = Vector.Create(writeGates.Value[v]);
            Real* a = allocation.Value + v * slots, c = content.Value + v * slots, w = weights.Value + v * slots;
            for (int n = 0; n < slots; n += Lanes.Count)
            {
                int left = slots - n;
                Vector<Real> found = Lanes.Load(c + n, left);
                Lanes.Store(write * Vector.FusedMultiplyAdd(allocate, Lanes.Load(a + n, left) - found, found), w + n, left);
            }
        }

        if (tape.IsRecording)
            tape.Record<WriteWeightingNode>().Set(allocation, content, allocationGates, writeGates, weights);
        return weights;
    }

    private sealed class WriteWeightingNode : Node
    {
        private Variable _allocation = null!, _content = null!, _allocationGates = null!, _writeGates = null!, _weights = null!;

        public override string Name => "WriteWeighting";

        public override Variable Output => _weights;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "slot"];

        public void Set(Variable allocation, Variable content, Variable allocationGates, Variable writeGates, Variable weights) =>
            (_allocation, _content, _allocationGates, _writeGates, _weights) = (allocation, content, allocationGates, writeGates, weights);

        public override void Backward(Tape tape)
        {
            int writers = _weights.Rows * _weights.Shape[1], slots = _weights.Shape[2];
            Real* dAllocation = _allocation.Accumulate(tape), dContent = _content.Accumulate(tape),
                dAllocate = _allocationGates.Accumulate(tape), dWrite = _writeGates.Accumulate(tape);
            for (int v = 0; v < writers; v++)
            {
                Real* a = _allocation.Value + v * slots, c = _content.Value + v * slots, d = _weights.Gradient + v * slots;
                Real allocate = _allocationGates.Value[v], write = _writeGates.Value[v];
                Real alongAllocation = Elementwise.Dot(d, a, slots), alongContent = Elementwise.Dot(d, c, slots);
                dAllocate[v] += write * (alongAllocation - alongContent);
                dWrite[v] += allocate * alongAllocation + (1 - allocate) * alongContent;
                Elementwise.AddScaled(write * allocate, d, dAllocation + v * slots, slots);
                Elementwise.AddScaled(write * (1 - allocate), d, dContent + v * slots, slots);
            }
        }
    }
}
