using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private readonly List<SparseStore> _stores = [];
    private int _lentStores;

    protected override SparseMemory NewSparseMemoryCore(int sequences, int slots, int width, int exhaustive)
    {
        if (_lentStores == _stores.Count)
            _stores.Add(new());
        SparseStore store = _stores[_lentStores++];
        store.Begin(sequences, slots, width, exhaustive);
        return _kept.Pools.Rent<NativeSparseMemory>().Become(store, sequences, slots, width, exhaustive);
    }

    protected override SparseMemory SparseSetCore(SparseMemory memory, Variable content, Variable lastUse)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable words = Of(content), times = Of(lastUse);
        int rows = words.Rows, slots = memory.Slots, width = memory.Width;
        store.Cover(rows, slots, width, memory.Exhaustive);
        long* order = (long*)Scratch(2 * slots);
        for (int b = 0; b < rows; b++)
            Set(store[b], memory, words.Value + (long)b * width * slots, times.Value + b * slots, order);
        if (IsRecording)
            Record<SparseSetNode>().Set(store, words);
        return Changed(memory, rows);
    }

    public override Variable SparseTouched(SparseMemory memory)
    {
        SparseStore store = StoreOf(memory);
        int most = 0;
        for (int b = 0; b < memory.Sequences; b++)
            most = Math.Max(most, store[b].StateCount);
        var shape = new Shape(memory.Sequences, most, SparseSlots.StateWidth(memory.Width));
        NativeVariable rows = New(shape);
        Elementwise.Clear(rows.Value, shape.Count);
        for (int b = 0; b < memory.Sequences; b++)
            store[b].Save(rows.Value + (long)b * shape.RowCount);
        return rows.Become(shape, rows.Value, needsGradient: false);
    }

    public override SparseMemory SparseSetTouched(SparseMemory memory, Variable rows)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable numbers = Of(rows);
        store.Cover(numbers.Rows, memory.Slots, memory.Width, memory.Exhaustive);
        for (int b = 0; b < numbers.Rows; b++)
            store[b].Load(numbers.Value + (long)b * numbers.Shape.RowCount, memory.Slots, memory.Width, memory.Exhaustive);
        if (IsRecording)
            Record<SparseSetTouchedNode>().Set(store, numbers, memory.Width);
        return Changed(memory, numbers.Rows);
    }

    private static SparseStore StoreOf(SparseMemory memory) => ((NativeSparseMemory)memory).Store;

    /// <summary>What stands in a memory's store after a change.</summary>
    private NativeSparseMemory Changed(SparseMemory before, int sequences)
    {
        SparseStore store = StoreOf(before);
        store.Change();
        return _current.Pools.Rent<NativeSparseMemory>().Become(store, sequences, before.Slots, before.Width, before.Exhaustive);
    }

    /// <summary>Sets all slots of a sequence's memory.</summary>
    private static void Set(SparseSlots own, SparseMemory memory, Real* words, Real* times, long* order)
    {
        int slots = memory.Slots;
        own.Begin(slots, memory.Width, memory.Exhaustive);
        for (int slot = 0; slot < slots; slot++)
        {
            own.Set(slot, words + slot, slots);
            order[slot] = ((long)times[slot] << 32) + slot;
        }

        new Span<long>(order, slots).Sort();
        for (int i = 0; i < slots; i++)
            own.Restore((int)(uint)order[i], (int)(order[i] >> 32));
    }

    private sealed class SparseSetNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _content = null!;

        public override string Name => "SparseSet";

        public override NativeVariable Output => _content;

        public override IEnumerable<NodeOutput> Outputs => [];

        public override bool HasGradient => _store.HasGradient;

        public void Set(SparseStore store, NativeVariable content) => (_store, _content) = (store, content);

        public override void Backward(NativeTape tape)
        {
            int rows = _content.Rows, width = _content.Shape[1], slots = _content.Shape[2];
            Real* gradient = _content.Accumulate(tape);
            for (int b = 0; b < rows; b++)
            {
                SlotGradients own = _store.GradientOf(b);
                ReadOnlySpan<int> reached = own.Slots;
                for (int place = 0; place < reached.Length; place++)
                {
                    Real* from = own.At(place), to = gradient + (long)b * width * slots + reached[place];
                    for (int i = 0; i < width; i++)
                        to[i * slots] += from[i];
                }

                // What stood there before was replaced.
                own.Begin(width);
            }
        }
    }

    private sealed class SparseSetTouchedNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _rows = null!;
        private int _width;

        public override string Name => "SparseSetTouched";

        public override NativeVariable Output => _rows;

        public override IEnumerable<NodeOutput> Outputs => [];

        public override bool HasGradient => _store.HasGradient;

        public void Set(SparseStore store, NativeVariable rows, int width) => (_store, _rows, _width) = (store, rows, width);

        public override void Backward(NativeTape tape)
        {
            for (int b = 0; b < _rows.Rows; b++)
                _store.GradientOf(b).Begin(_width);
        }
    }
}
