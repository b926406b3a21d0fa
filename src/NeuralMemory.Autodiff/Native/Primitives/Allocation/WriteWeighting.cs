using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable WriteWeightingCore(Variable allocation, Variable content, Variable allocationGates, Variable writeGates) =>
        WriteWeighting(Of(allocation), Of(content), Of(allocationGates), Of(writeGates));

    private NativeVariable WriteWeighting(
        NativeVariable allocation, NativeVariable content, NativeVariable allocationGates, NativeVariable writeGates)
    {
        int rows = content.Rows, writers = content.Shape[1], slots = content.Shape[2];
        NativeVariable weights = New(content.Shape);
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

        if (IsRecording)
            Record<WriteWeightingNode>().Set(allocation, content, allocationGates, writeGates, weights);
        return weights;
    }

    private sealed class WriteWeightingNode : Node
    {
        private NativeVariable _allocation = null!, _content = null!, _allocationGates = null!, _writeGates = null!, _weights = null!;

        public override string Name => "WriteWeighting";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable allocation, NativeVariable content, NativeVariable allocationGates, NativeVariable writeGates,
            NativeVariable weights) =>
            (_allocation, _content, _allocationGates, _writeGates, _weights) = (allocation, content, allocationGates, writeGates, weights);

        public override void Backward(NativeTape tape)
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
