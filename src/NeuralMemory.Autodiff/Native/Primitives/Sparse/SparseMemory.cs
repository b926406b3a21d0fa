using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private readonly List<SparseStore> _stores = [];
    private int _lentStores;

    protected override SparseMemory NewSparseMemoryCore(int sequences, int slots, int width)
    {
        if (_lentStores == _stores.Count)
            _stores.Add(new());
        SparseStore store = _stores[_lentStores++];
        store.Begin(sequences, slots, width);
        return _kept.Pools.Rent<NativeSparseMemory>().Become(store, sequences, slots, width);
    }

    protected override SparseMemory SparseSetCore(SparseMemory memory, Variable content, Variable lastUse)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable words = Of(content), times = Of(lastUse);
        int rows = words.Rows, slots = memory.Slots, width = memory.Width;
        store.Cover(rows, slots, width);
        long* order = (long*)Scratch(2 * slots);
        for (int b = 0; b < rows; b++)
            Set(store[b], slots, words.Value + (long)b * width * slots, times.Value + b * slots, width, order);
        if (IsRecording)
            Record<SparseSetNode>().Set(store, words);
        return Changed(memory, rows);
    }

    private static SparseStore StoreOf(SparseMemory memory) => ((NativeSparseMemory)memory).Store;

    /// <summary>What stands in a memory's store after a change.</summary>
    private NativeSparseMemory Changed(SparseMemory before, int sequences)
    {
        SparseStore store = StoreOf(before);
        store.Change();
        return _current.Pools.Rent<NativeSparseMemory>().Become(store, sequences, before.Slots, before.Width);
    }

    /// <summary>Sets all slots of a sequence's memory.</summary>
    private static void Set(SparseSlots memory, int slots, Real* words, Real* times, int width, long* order)
    {
        memory.Begin(slots, width);
        for (int slot = 0; slot < slots; slot++)
        {
            memory.Set(slot, words + slot, slots);
            order[slot] = ((long)times[slot] << 32) + slot;
        }

        new Span<long>(order, slots).Sort();
        for (int i = 0; i < slots; i++)
            memory.Restore((int)(uint)order[i], (int)(order[i] >> 32));
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
}
