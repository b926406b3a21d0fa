using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SparseReadAtCore(SparseMemory memory, SparseWeighting weighting)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable slots = Of(weighting.Slots), weights = Of(weighting.Weights);
        int rows = slots.Rows, heads = slots.Shape[1], entries = slots.Shape[2], width = memory.Width;
        NativeVariable reads = New(new Shape(rows, heads, width));
        Real* words = Scratch(slots.Shape.Count * width);
        int* kept = (int*)Scratch(slots.Shape.Count);
        Elementwise.Clear(reads.Value, reads.Shape.Count);
        for (int i = 0; i < slots.Shape.Count; i++)
        {
            SparseSlots own = store[i / (heads * entries)];
            int row = kept[i] = slots.Value[i] < 0 ? -1 : own.RowOf((int)slots.Value[i]);
            if (row < 0)
                continue;
            Elementwise.Copy(own.Word(row), words + i * width, width);
            Elementwise.AddScaled(weights.Value[i], own.Word(row), reads.Value + i / entries * width, width);
        }

        if (IsRecording)
            Record<SparseReadAtNode>().Set(store, slots, weights, reads, words, kept);
        return reads;
    }

    protected override SparseWeighting SparseReadWeightingCore(
        Variable modes, SparseWeighting backward, SparseWeighting content, SparseWeighting forward)
    {
        NativeVariable shares = Of(modes);
        int heads = shares.Rows * shares.Shape[1], all = 0;
        Sources sources = new(backward, content, forward);
        for (int mode = 0; mode < Sources.Count; mode++)
            all += sources.Weights(mode).Shape[2];
        var shape = new Shape(shares.Rows, shares.Shape[1], all);
        NativeVariable slots = New(shape), weights = New(shape);
        slots.Become(shape, slots.Value, needsGradient: false);
        for (int head = 0, next = 0; head < heads; head++)
            for (int mode = 0; mode < Sources.Count; mode++)
            {
                int entries = sources.Weights(mode).Shape[2];
                for (int k = head * entries; k < (head + 1) * entries; k++, next++)
                {
                    slots.Value[next] = sources.Slots(mode).Value[k];
                    weights.Value[next] = shares.Value[head * Sources.Count + mode] * sources.Weights(mode).Value[k];
                }
            }

        if (IsRecording)
            Record<SparseReadWeightingNode>().Set(shares, sources, weights);
        return new(slots, weights);
    }

    /// <summary>What is mixed: backward, content, forward.</summary>
    private readonly struct Sources(SparseWeighting backward, SparseWeighting content, SparseWeighting forward)
    {
        public const int Count = 3;

        public NativeVariable Slots(int mode) => Of((mode == 0 ? backward : mode == 1 ? content : forward).Slots);

        public NativeVariable Weights(int mode) => Of((mode == 0 ? backward : mode == 1 ? content : forward).Weights);
    }

    private sealed class SparseReadAtNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _slots = null!, _weights = null!, _reads = null!;
        private Real* _words;
        private int* _rows;

        public override string Name => "SparseReadAt";

        public override NativeVariable Output => _reads;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public void Set(SparseStore store, NativeVariable slots, NativeVariable weights, NativeVariable reads, Real* words, int* rows)
        {
            (_store, _slots, _weights, _reads) = (store, slots, weights, reads);
            _words = words;
            _rows = rows;
        }

        public override void Backward(NativeTape tape)
        {
            int heads = _slots.Shape[1], entries = _slots.Shape[2], width = _reads.Shape[2];
            Real* dWeights = _weights.Accumulate(tape);
            for (int i = 0; i < _slots.Shape.Count; i++)
            {
                if (_rows[i] < 0)
                    continue;
                Real* d = _reads.Gradient + i / entries * width;
                dWeights[i] += Elementwise.Dot(d, _words + i * width, width);
                SlotGradients memory = _store.GradientOf(i / (heads * entries));
                Elementwise.AddScaled(_weights.Value[i], d, memory.Of((int)_slots.Value[i]), width);
            }
        }
    }

    private sealed class SparseReadWeightingNode : Node
    {
        private NativeVariable _modes = null!, _weights = null!;
        private Sources _sources;

        public override string Name => "SparseReadWeighting";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadEntries;

        public void Set(NativeVariable modes, Sources sources, NativeVariable weights) =>
            (_modes, _sources, _weights) = (modes, sources, weights);

        public override void Backward(NativeTape tape)
        {
            int heads = _weights.Rows * _weights.Shape[1], all = _weights.Shape[2], before = 0;
            Real* dModes = _modes.Accumulate(tape);
            for (int mode = 0; mode < Sources.Count; mode++)
            {
                NativeVariable source = _sources.Weights(mode);
                int entries = source.Shape[2];
                Real* dSource = source.Accumulate(tape);
                for (int head = 0; head < heads; head++)
                {
                    int share = head * Sources.Count + mode;
                    Real* d = _weights.Gradient + head * all + before;
                    dModes[share] += Elementwise.Dot(d, source.Value + head * entries, entries);
                    Elementwise.AddScaled(_modes.Value[share], d, dSource + head * entries, entries);
                }

                before += entries;
            }
        }
    }
}
