namespace NeuralMemory.Torch;

/// <summary>Graphs by their shape, at most so many: the one that was not used for longest makes room.</summary>
/// <param name="most">How many, at least 1.</param>
internal sealed class GraphCache(int most) : IDisposable
{
    // The last used one comes last; they are few.
    private readonly List<PassGraph> _graphs = [];

    /// <summary>The graphs.</summary>
    public IReadOnlyList<PassGraph> Graphs => _graphs;

    /// <summary>Whether a shape has a graph.</summary>
    public bool Has(PassShape shape) => _graphs.Exists(graph => graph.Shape == shape);

    /// <summary>The graph of a shape, or null; it counts as used.</summary>
    public PassGraph? Find(PassShape shape)
    {
        int at = _graphs.FindIndex(graph => graph.Shape == shape);
        if (at < 0)
            return null;
        PassGraph found = _graphs[at];
        _graphs.RemoveAt(at);
        _graphs.Add(found);
        return found;
    }

    /// <summary>Disposes of as many graphs as one more needs to go.</summary>
    public void MakeRoom()
    {
        while (_graphs.Count >= most)
        {
            _graphs[0].Dispose();
            _graphs.RemoveAt(0);
        }
    }

    /// <summary>Adds a graph.</summary>
    public void Add(PassGraph graph)
    {
        MakeRoom();
        _graphs.Add(graph);
    }

    /// <summary>Disposes of all graphs of which this holds.</summary>
    public void Remove(Func<PassGraph, bool> which) => _graphs.RemoveAll(graph =>
    {
        if (!which(graph))
            return false;
        graph.Dispose();
        return true;
    });

    public void Dispose() => Remove(_ => true);
}
