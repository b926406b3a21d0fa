using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override WrittenLinks WriteLinksCore(SlotLinks links, SparseWeighting precedence, SparseWeighting writes)
    {
        LinkStore store = LinksOf(links);
        NativeVariable sources = Of(precedence.Slots), before = Of(precedence.Weights);
        NativeVariable slots = Of(writes.Slots), weights = Of(writes.Weights);
        int rows = slots.Rows, heads = links.Heads, entries = links.Entries, count = slots.Shape[2];
        var shape = new Shape(rows, heads, entries);
        NativeVariable nextSlots = New(shape), next = New(shape);
        nextSlots.Become(shape, nextSlots.Value, needsGradient: false);
        WriteLinksNode? node = IsRecording ? Record<WriteLinksNode>() : null;
        node?.Set(store, precedence, writes, next, nextSlots);
        int* own = (int*)Scratch(count + entries);
        Real* ownWeights = Scratch(count + entries);
        for (int head = 0; head < rows * heads; head++)
        {
            int distinct = Gather(slots.Value + head * count, weights.Value + head * count, count, own, ownWeights, 0);
            SlotEdges edges = store[head / heads, head % heads];
            store.Write.Run(edges, entries, own, ownWeights, distinct, sources.Value + head * entries, before.Value + head * entries);
            node?.Keep(this, head, store.Write.Changes);
            Real left = 1 - Elementwise.Sum(weights.Value + head * count, count);
            for (int source = 0; source < entries; source++)
            {
                Real weight = left * before.Value[head * entries + source];
                distinct = Gather(sources.Value + head * entries + source, &weight, 1, own, ownWeights, distinct);
            }

            Largest(own, ownWeights, distinct, entries, nextSlots.Value + head * entries, next.Value + head * entries);
        }

        return Ran(new WrittenLinks(Changed(links, rows), new(nextSlots, next)));
    }

    /// <summary>
    /// The weights of the largest magnitudes, of equals those of the lower slots, in the order of the slots, behind as many places as are
    /// free.
    /// </summary>
    /// <param name="slots">The slots, in ascending order.</param>
    /// <param name="weights">Their weights; one of 0 is none.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many stay.</param>
    /// <param name="largestSlots">[most] receives the slots, and -1 where a place is free.</param>
    /// <param name="largest">[most] receives the weights, and 0 where a place is free.</param>
    private static void Largest(int* slots, Real* weights, int count, int most, Real* largestSlots, Real* largest)
    {
        Real* scores = stackalloc Real[most];
        int* best = stackalloc int[most], places = stackalloc int[most];
        var kept = new BestSlots(most, scores, best, places);
        for (int i = 0; i < count; i++)
            if (weights[i] != 0 && !(Math.Abs(weights[i]) < kept.Least))
                kept.Offer(Math.Abs(weights[i]), slots[i], i);
        new Span<int>(places, kept.Count).Sort();
        int free = most - kept.Count;
        for (int i = 0; i < most; i++)
            (largestSlots[i], largest[i]) = i < free ? (-1, 0) : (slots[places[i - free]], weights[places[i - free]]);
    }

    private sealed class WriteLinksNode : Node
    {
        private LinkStore _store = null!;
        private NativeVariable _sources = null!, _before = null!, _slots = null!, _weights = null!, _next = null!, _nextSlots = null!;
        private EdgeChange[] _changes = [];
        private int[] _ends = [];
        private int _count;

        public override string Name => "WriteLinks";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadEntries;

        public override bool HasGradient => _next.HasGradient || _store.HasGradient;

        public void Set(LinkStore store, SparseWeighting precedence, SparseWeighting writes, NativeVariable next, NativeVariable nextSlots)
        {
            (_store, _sources, _before) = (store, Of(precedence.Slots), Of(precedence.Weights));
            (_slots, _weights, _next, _nextSlots, _count) = (Of(writes.Slots), Of(writes.Weights), next, nextSlots, 0);
            int heads = next.Rows * next.Shape[1];
            if (_ends.Length < heads)
                _ends = new int[heads];
        }

        /// <summary>Takes down what was done to the links of a head.</summary>
        public void Keep(NativeTape tape, int head, ReadOnlySpan<EdgeChange> changes)
        {
            if (_changes.Length < _count + changes.Length)
                Array.Resize(ref _changes, Math.Max(_count + changes.Length, 2 * _changes.Length));
            changes.CopyTo(_changes.AsSpan(_count));
            _ends[head] = _count += changes.Length;
        }

        public override void Backward(NativeTape tape)
        {
            int heads = _next.Shape[1], entries = _next.Shape[2], count = _slots.Shape[2];
            Real* dNext = _next.Accumulate(tape), dWeights = _weights.Accumulate(tape), dBefore = _before.Accumulate(tape);
            int* own = (int*)tape.Temporary(count);
            Real* ownWeights = tape.Temporary(count), dOwn = tape.Temporary(count);
            for (int head = 0; head < _next.Rows * heads; head++)
            {
                Real* slots = _slots.Value + head * count, before = _before.Value + head * entries, d = dBefore + head * entries;
                int distinct = Gather(slots, _weights.Value + head * count, count, own, ownWeights, 0);
                Elementwise.Clear(dOwn, count);
                Real shared = Precedence(head, dNext + head * entries, own, distinct, dOwn, d);
                Links(head, ownWeights, dOwn, before, d, _store.GradientOf(head / heads, head % heads));
                for (int i = 0; i < count; i++)
                    if (slots[i] >= 0)
                        dWeights[head * count + i] += dOwn[IndexOf(own, distinct, (int)slots[i])] - shared;
            }
        }

        /// <summary>Of p = (1 - sum of w) p' + w: adds to the gradients of p' and w, and returns what each w takes off.</summary>
        private Real Precedence(int head, Real* dNext, int* own, int distinct, Real* dOwn, Real* dBefore)
        {
            int entries = _next.Shape[2], count = _slots.Shape[2];
            Real* sources = _sources.Value + head * entries, next = _nextSlots.Value + head * entries;
            Real left = 1 - Elementwise.Sum(_weights.Value + head * count, count), shared = 0;
            for (int k = 0; k < entries; k++)
            {
                if (next[k] < 0)
                    continue;
                int slot = (int)next[k], place = IndexOf(own, distinct, slot);
                if (place >= 0)
                    dOwn[place] += dNext[k];
                for (int source = 0; source < entries; source++)
                {
                    if (sources[source] != slot)
                        continue;
                    dBefore[source] += left * dNext[k];
                    shared += dNext[k] * _before.Value[head * entries + source];
                }
            }

            return shared;
        }

        /// <summary>Of L(i, j) = (1 - w(i) - w(j)) L'(i, j) + w(i) p'(j); what was left out has no gradient.</summary>
        private void Links(int head, Real* weights, Real* dOwn, Real* before, Real* dBefore, Real[] gradient)
        {
            for (int i = head > 0 ? _ends[head - 1] : 0; i < _ends[head]; i++)
            {
                EdgeChange change = _changes[i];
                Real d = change.IsKept ? gradient[change.Edge] : 0, left = 1;
                if (change.To >= 0)
                {
                    left -= weights[change.To];
                    dOwn[change.To] -= d * change.Old;
                }

                if (change.From >= 0)
                {
                    left -= weights[change.From];
                    dOwn[change.From] -= d * change.Old;
                }

                if (change.Source >= 0)
                {
                    dOwn[change.To] += d * before[change.Source];
                    dBefore[change.Source] += d * weights[change.To];
                }

                gradient[change.Edge] = left * d;
            }
        }

        private static int IndexOf(int* slots, int count, int slot)
        {
            for (int i = 0; i < count; i++)
                if (slots[i] == slot)
                    return i;
            return -1;
        }
    }
}
