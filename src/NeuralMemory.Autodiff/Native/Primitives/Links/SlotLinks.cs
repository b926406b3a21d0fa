using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private const int ListedNumbers = 4;

    private readonly List<LinkStore> _linkStores = [];
    private int _lentLinkStores;

    public override Variable LinksListed(SlotLinks links)
    {
        LinkStore store = LinksOf(links);
        int most = 1;
        for (int b = 0; b < links.Sequences; b++)
            most = Math.Max(most, CountOf(store, b, links.Heads));
        var shape = new Shape(links.Sequences, most, ListedNumbers);
        NativeVariable list = New(shape);
        Elementwise.Fill(list.Value, shape.Count, -1);
        for (int b = 0; b < links.Sequences; b++)
        {
            Real* next = list.Value + (long)b * shape.RowCount;
            for (int head = 0; head < links.Heads; head++)
            {
                SlotEdges edges = store[b, head];
                foreach (int slot in edges.Slots)
                    for (int edge = edges.FirstOfRow(slot); edge >= 0; edge = edges.NextOfRow(edge), next += ListedNumbers)
                        (next[0], next[1], next[2], next[3]) = (head, slot, edges.From(edge), edges.Value(edge));
            }
        }

        return list.Become(shape, list.Value, needsGradient: false);
    }

    public override SlotLinks SetLinksListed(SlotLinks links, Variable list)
    {
        NativeVariable numbers = Of(list);
        LinkStore store = BeginLinks(links, numbers.Rows);
        for (int i = 0; i < numbers.Rows * numbers.Shape[1]; i++)
            if (numbers.Value + (long)i * ListedNumbers is var at && at[0] >= 0)
                store[i / numbers.Shape[1], (int)at[0]].Add((int)at[1], (int)at[2], at[3]);
        return Changed(links, numbers.Rows);
    }

    protected override SlotLinks NewSlotLinksCore(int sequences, int heads, int slots, int entries)
    {
        if (_lentLinkStores == _linkStores.Count)
            _linkStores.Add(new());
        LinkStore store = _linkStores[_lentLinkStores++];
        store.Begin(sequences, heads, takesBack: !IsRecording);
        return _kept.Pools.Rent<NativeSlotLinks>().Become(store, sequences, heads, slots, entries);
    }

    protected override SlotLinks SetLinksCore(SlotLinks links, Variable matrix)
    {
        NativeVariable numbers = Of(matrix);
        LinkStore store = BeginLinks(links, numbers.Rows);
        int slots = links.Slots;
        for (int h = 0; h < numbers.Rows * links.Heads; h++)
        {
            SlotEdges edges = store[h / links.Heads, h % links.Heads];
            Real* own = numbers.Value + (long)h * slots * slots;
            for (int i = 0; i < slots * slots; i++)
                if (own[i] != 0)
                    edges.Add(i / slots, i % slots, own[i]);
        }

        return Changed(links, numbers.Rows);
    }

    protected override Variable LinkMatrixCore(SlotLinks links, int slots)
    {
        LinkStore store = LinksOf(links);
        var shape = new Shape(links.Sequences, links.Heads, slots, slots);
        NativeVariable matrix = New(shape);
        Elementwise.Clear(matrix.Value, shape.Count);
        for (int h = 0; h < links.Sequences * links.Heads; h++)
        {
            SlotEdges edges = store[h / links.Heads, h % links.Heads];
            Real* own = matrix.Value + (long)h * slots * slots;
            foreach (int slot in edges.Slots)
                for (int edge = slot < slots ? edges.FirstOfRow(slot) : -1; edge >= 0; edge = edges.NextOfRow(edge))
                    if (edges.From(edge) < slots)
                        own[(long)slot * slots + edges.From(edge)] = edges.Value(edge);
        }

        if (IsRecording)
            Record<LinkMatrixNode>().Set(store, matrix);
        return matrix;
    }

    private static LinkStore LinksOf(SlotLinks links) => ((NativeSlotLinks)links).Store;

    private static int CountOf(LinkStore store, int sequence, int heads)
    {
        int count = 0;
        for (int head = 0; head < heads; head++)
            count += store[sequence, head].Live;
        return count;
    }

    /// <summary>Empties links that are set anew.</summary>
    private LinkStore BeginLinks(SlotLinks links, int rows)
    {
        LinkStore store = LinksOf(links);
        store.Cover(rows);
        for (int h = 0; h < rows * links.Heads; h++)
            store[h / links.Heads, h % links.Heads].RemoveAll();
        if (IsRecording)
            Record<SetLinksNode>().Set(store);
        return store;
    }

    private NativeSlotLinks Changed(SlotLinks before, int sequences)
    {
        LinkStore store = LinksOf(before);
        store.Change();
        return _current.Pools.Rent<NativeSlotLinks>().Become(store, sequences, before.Heads, before.Slots, before.Entries);
    }

    /// <summary>Nothing passes to links that were replaced.</summary>
    private sealed class SetLinksNode : Node
    {
        private LinkStore _store = null!;

        public override string Name => "SetLinks";

        public override NativeVariable Output => throw new InvalidOperationException("links are no variable");

        public override IEnumerable<NodeOutput> Outputs => [];

        public override bool HasGradient => _store.HasGradient;

        public void Set(LinkStore store) => _store = store;

        public override void Backward(NativeTape tape) => _store.ForgetGradients();
    }

    private sealed class LinkMatrixNode : Node
    {
        private LinkStore _store = null!;
        private NativeVariable _matrix = null!;
        private readonly IndexList _edges = new();

        public override string Name => "LinkMatrix";

        public override NativeVariable Output => _matrix;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Links;

        public void Set(LinkStore store, NativeVariable matrix)
        {
            (_store, _matrix) = (store, matrix);
            (int heads, int slots) = (matrix.Shape[1], matrix.Shape[2]);
            int count = 0, next = 0;
            for (int h = 0; h < matrix.Rows * heads; h++)
                count += store[h / heads, h % heads].Live;
            // The links as they are now: their place in the matrix, and their number.
            Span<int> edges = _edges.Of(2 * count);
            edges.Fill(-1);
            for (int h = 0; h < matrix.Rows * heads; h++)
            {
                SlotEdges own = store[h / heads, h % heads];
                foreach (int slot in own.Slots)
                    for (int edge = slot < slots ? own.FirstOfRow(slot) : -1; edge >= 0; edge = own.NextOfRow(edge))
                        if (own.From(edge) < slots)
                            (edges[next], edges[next + 1], next) = ((h * slots + slot) * slots + own.From(edge), edge, next + 2);
            }
        }

        public override void Backward(NativeTape tape)
        {
            (int heads, int numbers) = (_matrix.Shape[1], _matrix.Shape[2] * _matrix.Shape[2]);
            ReadOnlySpan<int> edges = _edges.Items;
            for (int i = 0; i < edges.Length && edges[i] >= 0; i += 2)
            {
                int head = edges[i] / numbers;
                _store.GradientOf(head / heads, head % heads)[edges[i + 1]] += _matrix.Gradient[edges[i]];
            }

            _store.Reach();
        }
    }
}
