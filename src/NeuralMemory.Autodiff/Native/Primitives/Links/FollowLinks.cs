using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override FollowedLinks FollowLinksCore(SlotLinks links, SparseWeighting reads, int rows, int most)
    {
        LinkStore store = LinksOf(links);
        NativeVariable slots = Of(reads.Slots), weights = Of(reads.Weights);
        return new(
            Follow(store, links, slots, weights, rows, most, isForward: true),
            Follow(store, links, slots, weights, rows, most, isForward: false));
    }

    private SparseWeighting Follow(
        LinkStore store, SlotLinks links, NativeVariable slots, NativeVariable weights, int rows, int most, bool isForward)
    {
        int heads = links.Heads, entries = slots.Shape[2], possible = entries * links.Entries;
        var shape = new Shape(rows, heads, most);
        NativeVariable foundSlots = New(shape), found = New(shape);
        foundSlots.Become(shape, foundSlots.Value, needsGradient: false);
        FollowLinksNode? node = IsRecording ? Record<FollowLinksNode>() : null;
        node?.Set(store, weights, found, heads);
        int* own = (int*)Scratch(possible);
        Real* ownWeights = Scratch(possible);
        for (int head = 0; head < rows * heads; head++)
        {
            SlotEdges edges = store[head / heads, head % heads];
            int distinct = 0;
            for (int i = 0; i < entries; i++)
            {
                (Real slot, Real weight) = (slots.Value[head * entries + i], weights.Value[head * entries + i]);
                for (int edge = FirstOf(edges, slot, isForward); edge >= 0; edge = NextOf(edges, edge, isForward))
                {
                    Real other = EndOf(edges, edge, isForward), led = edges.Value(edge) * weight;
                    distinct = Gather(&other, &led, 1, own, ownWeights, distinct);
                }
            }

            Largest(own, ownWeights, distinct, most, foundSlots.Value + head * most, found.Value + head * most);
            for (int i = head * entries; i < (head + 1) * entries && node is not null; i++)
                for (int edge = FirstOf(edges, slots.Value[i], isForward); edge >= 0; edge = NextOf(edges, edge, isForward))
                    node.Keep(i, edge, edges.Value(edge), PlaceOf(EndOf(edges, edge, isForward), foundSlots, head));
        }

        return Ran(new SparseWeighting(foundSlots, found));
    }

    /// <summary>The first link that leads on from a slot, or back from it.</summary>
    private static int FirstOf(SlotEdges edges, Real slot, bool isForward) =>
        slot < 0 ? -1 : isForward ? edges.FirstOfColumn((int)slot) : edges.FirstOfRow((int)slot);

    private static int NextOf(SlotEdges edges, int edge, bool isForward) => isForward ? edges.NextOfColumn(edge) : edges.NextOfRow(edge);

    private static int EndOf(SlotEdges edges, int edge, bool isForward) => isForward ? edges.To(edge) : edges.From(edge);

    /// <summary>Which entry of a head is a slot; -1 for none.</summary>
    private static int PlaceOf(int slot, NativeVariable slots, int head)
    {
        int most = slots.Shape[2];
        for (int k = head * most; k < (head + 1) * most; k++)
            if (slots.Value[k] == slot)
                return k;
        return -1;
    }

    private sealed class FollowLinksNode : Node
    {
        private LinkStore _store = null!;
        private NativeVariable _weights = null!, _found = null!;
        private Step[] _steps = [];
        private int _heads, _count;

        public override string Name => "FollowLinks";

        public override NativeVariable Output => _found;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadEntries;

        public void Set(LinkStore store, NativeVariable weights, NativeVariable found, int heads) =>
            (_store, _weights, _found, _heads, _count) = (store, weights, found, heads, 0);

        /// <summary>Takes down that a link led from what was read to what was found.</summary>
        public void Keep(int read, int edge, Real value, int found)
        {
            if (found < 0)
                return;
            if (_count == _steps.Length)
                Array.Resize(ref _steps, Math.Max(64, 2 * _count));
            _steps[_count++] = new(read, edge, value, found);
        }

        public override void Backward(NativeTape tape)
        {
            Real* dWeights = _weights.Accumulate(tape);
            int entries = _weights.Shape[2];
            foreach (Step step in _steps.AsSpan(0, _count))
            {
                int head = step.Read / entries;
                Real d = _found.Gradient[step.Found];
                dWeights[step.Read] += d * step.Value;
                _store.GradientOf(head / _heads, head % _heads)[step.Edge] += d * _weights.Value[step.Read];
            }

            _store.Reach();
        }

        private readonly record struct Step(int Read, int Edge, Real Value, int Found);
    }
}
