using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SparseContentCore(SparseMemory memory, int slots)
    {
        SparseStore store = StoreOf(memory);
        int rows = memory.Sequences, width = memory.Width;
        NativeVariable content = New(new Shape(rows, width, slots));
        Elementwise.Clear(content.Value, content.Shape.Count);
        for (int b = 0; b < rows; b++)
        {
            SparseSlots own = store[b];
            ReadOnlySpan<int> slotOf = own.RowSlots;
            for (int row = 0; row < slotOf.Length; row++)
            {
                if (slotOf[row] >= slots)
                    continue;
                Real* word = own.Word(row), to = content.Value + b * width * slots + slotOf[row];
                for (int i = 0; i < width; i++)
                    to[i * slots] = word[i];
            }
        }

        if (IsRecording)
            Record<SparseContentNode>().Set(store, content);
        return content;
    }

    protected override Variable SparseLastUseCore(SparseMemory memory, int slots)
    {
        SparseStore store = StoreOf(memory);
        var shape = new Shape(memory.Sequences, slots);
        NativeVariable times = New(shape);
        for (int i = 0; i < shape.Count; i++)
            times.Value[i] = store[i / slots].SinceUse(i % slots);
        return times.Become(shape, times.Value, needsGradient: false);
    }

    private sealed class SparseContentNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _content = null!;

        public override string Name => "SparseContent";

        public override NativeVariable Output => _content;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Memory;

        public void Set(SparseStore store, NativeVariable content) => (_store, _content) = (store, content);

        public override void Backward(NativeTape tape)
        {
            int rows = _content.Rows, width = _content.Shape[1], slots = _content.Shape[2];
            for (int b = 0; b < rows; b++)
            {
                SlotGradients own = _store.GradientOf(b);
                for (int slot = 0; slot < slots; slot++)
                {
                    Real* to = own.Of(slot), from = _content.Gradient + b * width * slots + slot;
                    for (int i = 0; i < width; i++)
                        to[i] += from[i * slots];
                }
            }
        }
    }
}
