namespace NeuralMemory.Tasks;

/// <summary>
/// A directed graph, read from rows (source label, edge label, destination label) and indexed for search. Nodes are numbered in the order
/// in which the rows name them, edges as the rows. Reading the next graph reuses what it owns.
/// </summary>
internal sealed class LabelledGraph
{
    /// <summary>The width of a row: source, edge, destination.</summary>
    public const int Width = 3;

    private readonly Dictionary<int, int> _nodes = [];
    private readonly EdgeGroups _leaving = new(), _entering = new();
    private int[] _labels = [], _sources = [], _edges = [], _destinations = [], _queue = [];

    /// <summary>How many nodes the rows name.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>How many edges there are.</summary>
    public int Edges { get; private set; }

    /// <summary>Reports an argument that is no graph: not integers in rows of three.</summary>
    /// <returns>The argument, or null when it was reported.</returns>
    public static SequenceValue? Check(FunctionCall call, int index)
    {
        SequenceValue rows = call.Sequence(index);
        if (rows is { Width: Width, Elements: { IsInteger: true, Low: >= 0 } })
            return rows;
        call.Fail(index, $"a graph is rows of three labels (source, edge, destination), integers from 0 on, found {rows.Describe()}"
            + (rows.Width == Width ? $" in {rows.Elements}" : ""));
        return null;
    }

    /// <summary>Takes the place of the graph read before.</summary>
    public void Read(RowView rows, EpisodeState state, ValueOrigin? origin)
    {
        state.Spend(32L * rows.Count, origin, rows.Count, "edges");
        _nodes.Clear();
        Edges = rows.Count;
        Grow(ref _sources, Edges);
        Grow(ref _edges, Edges);
        Grow(ref _destinations, Edges);
        Grow(ref _labels, 2 * Edges);
        for (int i = 0; i < Edges; i++)
        {
            ReadOnlySpan<Real> row = rows.Row(i, Width);
            (_sources[i], _edges[i], _destinations[i]) = (Number((int)row[0]), (int)row[1], Number((int)row[2]));
        }

        _leaving.Build(Nodes, _sources.AsSpan(0, Edges));
        _entering.Build(Nodes, _destinations.AsSpan(0, Edges));
        Grow(ref _queue, Nodes);
    }

    /// <summary>The label of a node.</summary>
    public int LabelOf(int node) => _labels[node];

    /// <summary>The number of the node that has this label, or -1.</summary>
    public int Find(int label) => _nodes.GetValueOrDefault(label, -1);

    /// <summary>The edges that leave a node, in the order of the rows.</summary>
    public ReadOnlySpan<int> Leaving(int node) => _leaving.Of(node);

    /// <summary>The node that an edge leads to.</summary>
    public int DestinationOf(int edge) => _destinations[edge];

    /// <summary>The node that the edge of this label leads to from a node, or -1 when there is no such edge.</summary>
    public int Follow(int node, int label)
    {
        foreach (int edge in _leaving.Of(node))
            if (_edges[edge] == label)
                return _destinations[edge];
        return -1;
    }

    /// <summary>How many edges each node is away from a destination: [Nodes], -1 where no path leads there. A search in breadth.</summary>
    public void DistancesTo(int destination, Span<int> distances)
    {
        distances.Fill(-1);
        distances[destination] = 0;
        _queue[0] = destination;
        int count = 1;
        for (int next = 0; next < count; next++)
            foreach (int edge in _entering.Of(_queue[next]))
                if (distances[_sources[edge]] < 0)
                {
                    distances[_sources[edge]] = distances[_queue[next]] + 1;
                    _queue[count++] = _sources[edge];
                }
    }

    private int Number(int label)
    {
        if (_nodes.TryGetValue(label, out int node))
            return node;
        node = _nodes.Count;
        _nodes.Add(label, node);
        _labels[node] = label;
        return node;
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length)
            array = new int[Math.Max(length, 2 * array.Length)];
    }
}
