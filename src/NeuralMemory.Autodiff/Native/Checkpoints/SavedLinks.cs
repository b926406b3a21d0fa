using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>The links of a head of a sequence as they were.</summary>
internal sealed class SavedLinks
{
    private SavedEdge[] _edges = [];
    private int _live, _count;

    /// <summary>Takes them down.</summary>
    public void Save(SlotEdges edges)
    {
        if (_edges.Length < edges.Live)
            _edges = new SavedEdge[Math.Max(edges.Live, 2 * _edges.Length)];
        (_live, _count) = (edges.Live, edges.Count);
        edges.Save(_edges.AsSpan(0, _live));
    }

    /// <summary>Makes them so again.</summary>
    public void Return(SlotEdges edges) => edges.Load(_edges.AsSpan(0, _live), _count);
}
