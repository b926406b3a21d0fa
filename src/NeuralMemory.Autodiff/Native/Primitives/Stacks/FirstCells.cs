using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable FirstCellsCore(Variable memory, int rows, int count) => FirstCells(Of(memory), rows, count);

    private NativeVariable FirstCells(NativeVariable memory, int rows, int count)
    {
        int width = memory.Shape[1], slots = memory.Shape[2];
        NativeVariable cells = New(new Shape(rows, count, width));
        Real* from = memory.Value, to = cells.Value;
        for (int b = 0; b < rows; b++, to += count * width)
            for (int w = 0; w < width; w++, from += slots)
                for (int k = 0; k < count; k++)
                    to[k * width + w] = k < slots ? from[k] : 0;

        if (IsRecording)
            Record<FirstCellsNode>().Set(memory, cells);
        return cells;
    }

    private sealed class FirstCellsNode : Node
    {
        private NativeVariable _memory = null!, _cells = null!;

        public override string Name => "FirstCells";

        public override NativeVariable Output => _cells;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public void Set(NativeVariable memory, NativeVariable cells) => (_memory, _cells) = (memory, cells);

        public override void Backward(NativeTape tape)
        {
            int rows = _cells.Rows, all = _cells.Shape[1], width = _cells.Shape[2], slots = _memory.Shape[2];
            int count = Math.Min(all, slots);
            Real* to = _memory.Accumulate(tape), gradient = _cells.Gradient;
            for (int b = 0; b < rows; b++, gradient += all * width)
                for (int w = 0; w < width; w++, to += slots)
                    for (int k = 0; k < count; k++)
                        to[k] += gradient[k * width + w];
        }
    }
}
