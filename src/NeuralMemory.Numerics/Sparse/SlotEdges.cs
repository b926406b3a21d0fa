namespace NeuralMemory.Numerics;

/// <summary>
/// Links between few of very many slots, L(i, j): how much slot i was written right after slot j. Each slot has a list of those before
/// it, a row, and one of those after it, a column, both in the order of the slots. A link is known by a number that no other one has had
/// since the beginning, unless <see cref="TakesBack"/>.
/// </summary>
public sealed class SlotEdges
{
    private const int None = -1;
    private readonly SlotMap _map = new();
    private Node[] _nodes = new Node[64];
    private Edge[] _edges = new Edge[64];
    private int _free = None;

    /// <summary>Whether numbers of links that were removed are given to others: where nobody asks for what was.</summary>
    public bool TakesBack { get; set; }

    /// <summary>How many numbers of links have been given.</summary>
    public int Count { get; private set; }

    /// <summary>How many links there are.</summary>
    public int Live { get; private set; }

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => _map.Bytes + 16L * _nodes.Length + 32L * _edges.Length;

    /// <summary>The slots that have or had a link.</summary>
    public ReadOnlySpan<int> Slots => _map.Slots;

    /// <summary>Forgets all links.</summary>
    public void Begin()
    {
        _map.Clear();
        (Count, Live, _free) = (0, 0, None);
    }

    /// <summary>A link's value.</summary>
    public ref Real Value(int edge) => ref _edges[edge].Value;

    /// <summary>i, the slot that was written after.</summary>
    public int To(int edge) => _edges[edge].To;

    /// <summary>j, the slot that was written before.</summary>
    public int From(int edge) => _edges[edge].From;

    /// <summary>The first link of row i; -1 for none.</summary>
    public int FirstOfRow(int slot) => _map.RowOf(slot) is >= 0 and var node ? _nodes[node].Row : None;

    /// <summary>The first link of column j; -1 for none.</summary>
    public int FirstOfColumn(int slot) => _map.RowOf(slot) is >= 0 and var node ? _nodes[node].Column : None;

    /// <summary>The next link of the same row; -1 after the last.</summary>
    public int NextOfRow(int edge) => _edges[edge].NextOfRow;

    /// <summary>The next link of the same column; -1 after the last.</summary>
    public int NextOfColumn(int edge) => _edges[edge].NextOfColumn;

    /// <summary>How many links row i has.</summary>
    public int CountOfRow(int slot) => _map.RowOf(slot) is >= 0 and var node ? _nodes[node].InRow : 0;

    /// <summary>How many links column j has.</summary>
    public int CountOfColumn(int slot) => _map.RowOf(slot) is >= 0 and var node ? _nodes[node].InColumn : 0;

    /// <summary>The number of a link; -1 where there is none.</summary>
    public int Find(int to, int from)
    {
        int edge = FirstOfRow(to);
        while (edge != None && _edges[edge].From < from)
            edge = _edges[edge].NextOfRow;
        return edge != None && _edges[edge].From == from ? edge : None;
    }

    /// <summary>Makes a link that there is not.</summary>
    /// <returns>Its number.</returns>
    public int Add(int to, int from, Real value)
    {
        int edge = _free;
        if (edge != None)
            _free = _edges[edge].NextOfRow;
        else
            edge = Count++;
        if (edge == _edges.Length)
            Array.Resize(ref _edges, 2 * edge);
        Add(edge, to, from, value);
        return edge;
    }

    /// <summary>Writes all links down, row by row.</summary>
    /// <param name="links">[<see cref="Live"/>]</param>
    public void Save(Span<SavedEdge> links)
    {
        int next = 0;
        foreach (int slot in Slots)
            for (int edge = FirstOfRow(slot); edge >= 0; edge = NextOfRow(edge))
                links[next++] = new(edge, slot, From(edge), Value(edge));
    }

    /// <summary>Takes over what was written down, by the same numbers, of links of which so many had been given numbers.</summary>
    /// <param name="links">As <see cref="Save"/> leaves them.</param>
    /// <param name="count">What <see cref="Count"/> was; links with numbers from there on are forgotten.</param>
    public void Load(ReadOnlySpan<SavedEdge> links, int count)
    {
        Begin();
        Count = count;
        if (_edges.Length < count)
            Array.Resize(ref _edges, count);
        foreach (SavedEdge link in links)
            Add(link.Number, link.To, link.From, link.Value);
    }

    private void Add(int edge, int to, int from, Real value)
    {
        // Nodes come first: they may move when one is added.
        int row = TakeNode(to), column = TakeNode(from);
        ref Edge added = ref _edges[edge];
        (added.To, added.From, added.Value) = (to, from, value);
        ref int inRow = ref _nodes[row].Row;
        for (; inRow != None && _edges[inRow].From < from; inRow = ref _edges[inRow].NextOfRow)
        {
        }

        (added.NextOfRow, inRow) = (inRow, edge);
        ref int inColumn = ref _nodes[column].Column;
        for (; inColumn != None && _edges[inColumn].To < to; inColumn = ref _edges[inColumn].NextOfColumn)
        {
        }

        (added.NextOfColumn, inColumn) = (inColumn, edge);
        _nodes[row].InRow++;
        _nodes[column].InColumn++;
        Live++;
    }

    /// <summary>Removes a link.</summary>
    public void Remove(int edge)
    {
        (int to, int from) = (_edges[edge].To, _edges[edge].From);
        ref Node row = ref _nodes[_map.RowOf(to)], column = ref _nodes[_map.RowOf(from)];
        ref int inRow = ref row.Row;
        while (inRow != edge)
            inRow = ref _edges[inRow].NextOfRow;
        inRow = _edges[edge].NextOfRow;
        ref int inColumn = ref column.Column;
        while (inColumn != edge)
            inColumn = ref _edges[inColumn].NextOfColumn;
        inColumn = _edges[edge].NextOfColumn;
        row.InRow--;
        column.InColumn--;
        Live--;
        if (TakesBack)
            (_edges[edge].NextOfRow, _free) = (_free, edge);
    }

    /// <summary>Removes all links; their numbers are not given to others.</summary>
    public void RemoveAll()
    {
        foreach (int slot in _map.Slots)
            while (FirstOfRow(slot) is >= 0 and var edge)
                Remove(edge);
    }

    private int TakeNode(int slot)
    {
        int node = _map.RowOf(slot);
        if (node >= 0)
            return node;
        node = _map.Add(slot);
        if (node == _nodes.Length)
            Array.Resize(ref _nodes, 2 * node);
        _nodes[node] = new() { Row = None, Column = None };
        return node;
    }

    private struct Node
    {
        public int Row, Column, InRow, InColumn;
    }

    private struct Edge
    {
        public int To, From, NextOfRow, NextOfColumn;
        public Real Value;
    }
}
