using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override SparseReading SparseReadCore(SparseMemory memory, Variable keys, Variable strengths, int most)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable k = Of(keys), b = Of(strengths);
        int rows = k.Rows, heads = k.Shape[1], width = k.Shape[2];
        var shape = new Shape(rows, heads, most);
        NativeVariable slots = New(shape), weights = New(shape), reads = New(k.Shape);
        slots.Become(shape, slots.Value, needsGradient: false);
        var found = new FoundWords(this, rows * heads, most, width);
        int stride = store[0].Stride;
        Real* key = Scratch(stride);
        Elementwise.Clear(key, stride);
        int* places = stackalloc int[most];
        for (int head = 0; head < rows * heads; head++)
        {
            SparseSlots own = store[head / heads];
            Elementwise.Copy(k.Value + head * width, key, width);
            Real keyInverse = found.KeyInverses[head] = 1 / Real.Sqrt(RowKernels.Dot(key, key, stride) + SparseSlots.Epsilon);
            int at = head * most;
            own.Find(key, most, found.Cosines + at, places, found.Rows + at);
            for (int i = 0; i < most; i++)
            {
                int row = found.Rows[at + i];
                Real* word = found.Words + (at + i) * width;
                if (row >= 0)
                    Elementwise.Copy(own.Word(row), word, width);
                else
                    Elementwise.Clear(word, width);
                found.Cosines[at + i] *= keyInverse;
                found.Inverses[at + i] = row >= 0 ? own.InverseLength(row) : 0;
                slots.Value[at + i] = places[i];
            }

            Numerics.Softmax.Forward(found.Cosines + at, b.Value[head], weights.Value + at, most);
            Real* read = reads.Value + head * width;
            Elementwise.Clear(read, width);
            for (int i = 0; i < most; i++)
                Elementwise.AddScaled(weights.Value[at + i], found.Words + (at + i) * width, read, width);
        }

        if (IsRecording)
            Record<SparseReadNode>().Set(store, k, b, slots, weights, reads, found);
        return new(slots, weights, reads);
    }

    /// <summary>What heads found, of K slots each.</summary>
    private readonly struct FoundWords(NativeTape tape, int heads, int most, int width)
    {
        /// <summary>[heads, K, W] the words, as they stood.</summary>
        public readonly Real* Words = tape.Scratch(heads * most * width);

        /// <summary>[heads, K] the cosines.</summary>
        public readonly Real* Cosines = tape.Scratch(heads * most);

        /// <summary>[heads, K] one over the words' lengths.</summary>
        public readonly Real* Inverses = tape.Scratch(heads * most);

        /// <summary>[heads, K] rows of the memory; -1 for slots that nothing was ever written to.</summary>
        public readonly int* Rows = (int*)tape.Scratch(heads * most);

        /// <summary>[heads] one over the keys' lengths.</summary>
        public readonly Real* KeyInverses = tape.Scratch(heads);
    }

    private sealed class SparseReadNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _keys = null!, _strengths = null!, _slots = null!, _weights = null!, _reads = null!;
        private FoundWords _found;

        public override string Name => "SparseRead";

        public override NativeVariable Output => _reads;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public override IEnumerable<NodeOutput> Outputs =>
            [new($"{Name} 'weights'", _weights, 0, _weights.Rows), new($"{Name} 'reads'", _reads, 0, _reads.Rows)];

        public override bool HasGradient => _reads.HasGradient || _weights.HasGradient;

        public void Set(
            SparseStore store, NativeVariable keys, NativeVariable strengths, NativeVariable slots, NativeVariable weights,
            NativeVariable reads, FoundWords found)
        {
            (_store, _keys, _strengths, _slots, _weights, _reads) = (store, keys, strengths, slots, weights, reads);
            _found = found;
        }

        public override void Backward(NativeTape tape)
        {
            int heads = _keys.Shape[1], width = _keys.Shape[2], most = _weights.Shape[2], all = _keys.Rows * heads;
            Real* dReads = _reads.Accumulate(tape), dKeys = _keys.Accumulate(tape), dStrengths = _strengths.Accumulate(tape);
            Real* dWeights = _weights.Accumulate(tape), scores = tape.Temporary(most);
            for (int head = 0; head < all; head++)
            {
                int at = head * most;
                Real* dRead = dReads + head * width;
                for (int i = 0; i < most; i++)
                    dWeights[at + i] += Elementwise.Dot(dRead, _found.Words + (at + i) * width, width);
                Numerics.Softmax.Backward(_weights.Value + at, dWeights + at, scores, most);
                dStrengths[head] += Elementwise.Dot(scores, _found.Cosines + at, most);
                SlotGradients memory = _store.GradientOf(head / heads);
                for (int i = 0; i < most; i++)
                {
                    Real dCosine = _strengths.Value[head] * scores[i];
                    // A slot that nothing was written to has nobody to pass a gradient on to.
                    Real* dWord = _found.Rows[at + i] < 0 ? null : memory.Of((int)_slots.Value[at + i]);
                    if (dWord != null)
                        Elementwise.AddScaled(_weights.Value[at + i], dRead, dWord, width);
                    Cosine(head, at + i, dCosine, width, dKeys + head * width, dWord);
                }
            }
        }

        /// <summary>
        /// Adds to the gradients of k and m that of cos = k.m / (|k| |m|): that of k is (m / |m| - cos k / |k|) / |k|, that of m likewise.
        /// </summary>
        private void Cosine(int head, int found, Real gradient, int width, Real* dKey, Real* dWord)
        {
            Real* key = _keys.Value + head * width, word = _found.Words + found * width;
            Real ofKey = _found.KeyInverses[head], ofWord = _found.Inverses[found], cosine = _found.Cosines[found];
            Elementwise.AddScaled(gradient * ofKey * ofWord, word, dKey, width);
            Elementwise.AddScaled(-gradient * cosine * ofKey * ofKey, key, dKey, width);
            if (dWord == null)
                return;
            Elementwise.AddScaled(gradient * ofKey * ofWord, key, dWord, width);
            Elementwise.AddScaled(-gradient * cosine * ofWord * ofWord, word, dWord, width);
        }
    }
}
