namespace NeuralMemory.Tasks;

/// <summary>The edges of a graph by node: those that leave it, or those that enter it, in the order of the graph.</summary>
internal sealed class EdgeGroups
{
    private int[] _first = [], _edges = [];

    /// <summary>The edges of a node.</summary>
    public ReadOnlySpan<int> Of(int node) => _edges.AsSpan(_first[node].._first[node + 1]);

    /// <summary>Sorts edges by their node.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="nodeOf">The node of each edge.</param>
    public void Build(int nodes, ReadOnlySpan<int> nodeOf)
    {
        if (_first.Length < nodes + 1)
            _first = new int[Math.Max(nodes + 1, 2 * _first.Length)];
        if (_edges.Length < nodeOf.Length)
            _edges = new int[Math.Max(nodeOf.Length, 2 * _edges.Length)];
        // A counting sort: sizes, then ends; filling backwards turns the ends into beginnings and keeps the order.
        Span<int> first = _first.AsSpan(0, nodes + 1);
        first.Clear();
        foreach (int node in nodeOf)
            first[node]++;
        for (int node = 1; node < first.Length; node++)
            first[node] += first[node - 1];
        for (int edge = nodeOf.Length - 1; edge >= 0; edge--)
            _edges[--first[nodeOf[edge]]] = edge;
    }
}
