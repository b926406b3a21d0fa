using System.Runtime.InteropServices;

namespace NeuralMemory.Numerics;

/// <summary>What a write did to a link.</summary>
/// <param name="Edge">Its number.</param>
/// <param name="Old">What it was; 0 for a new one.</param>
/// <param name="To">Which of the writes is to the slot that it leads to; -1 for none.</param>
/// <param name="From">Which is to the slot that it leads from; -1 for none.</param>
/// <param name="Source">Which entry of the precedence added to it; -1 for none.</param>
/// <param name="IsKept">Whether it is still there.</param>
public readonly record struct EdgeChange(int Edge, Real Old, int To, int From, int Source, bool IsKept);

/// <summary>Changes links by a write, and tells what it did. Used again and again: its memory is kept.</summary>
public sealed unsafe class EdgeWrite
{
    private const int None = -1;
    private readonly List<EdgeChange> _changes = [];
    private readonly List<int> _line = [];
    private int[] _changeOf = [];

    /// <summary>What the last write did.</summary>
    public ReadOnlySpan<EdgeChange> Changes => CollectionsMarshal.AsSpan(_changes);

    /// <summary>
    /// L(i, j) = (1 - w(i) - w(j)) L(i, j) + w(i) p(j) without the diagonal; then those go that are not among the E largest of their row
    /// and of their column, of equals those of the higher slots.
    /// </summary>
    /// <param name="edges">L.</param>
    /// <param name="entries">E.</param>
    /// <param name="slots">The slots that are written, each once.</param>
    /// <param name="weights">w of each.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sources">[E] the slots of p; below 0 for none.</param>
    /// <param name="precedence">[E] p of each.</param>
    public void Run(SlotEdges edges, int entries, int* slots, Real* weights, int count, Real* sources, Real* precedence)
    {
        _changes.Clear();
        for (int i = 0; i < count; i++)
            for (int edge = edges.FirstOfRow(slots[i]); edge >= 0; edge = edges.NextOfRow(edge))
                Note(edges, edge, i, IndexOf(edges.From(edge), slots, count));
        for (int i = 0; i < count; i++)
            for (int edge = edges.FirstOfColumn(slots[i]); edge >= 0; edge = edges.NextOfColumn(edge))
                if (IndexOf(edges.To(edge), slots, count) == None)
                    Note(edges, edge, None, i);
        foreach (ref readonly EdgeChange change in Changes)
        {
            Real left = 1 - (change.To >= 0 ? weights[change.To] : 0) - (change.From >= 0 ? weights[change.From] : 0);
            edges.Value(change.Edge) = left * change.Old;
        }

        for (int i = 0; i < count; i++)
            for (int source = 0; source < entries; source++)
                if (sources[source] >= 0 && (int)sources[source] != slots[i] && weights[i] * precedence[source] is var more && more != 0)
                    Link(edges, slots, count, i, source, (int)sources[source], more);
        for (int i = 0; i < count; i++)
            if (edges.CountOfRow(slots[i]) > entries)
                Thin(edges, slots[i], entries, isRow: true);
        for (int source = 0; source < entries; source++)
            if (sources[source] >= 0 && edges.CountOfColumn((int)sources[source]) > entries)
                Thin(edges, (int)sources[source], entries, isRow: false);
        foreach (ref readonly EdgeChange change in Changes)
        {
            _changeOf[change.Edge] = 0;
            if (!change.IsKept)
                edges.Remove(change.Edge);
        }
    }

    private static int IndexOf(int slot, int* slots, int count)
    {
        for (int i = 0; i < count; i++)
            if (slots[i] == slot)
                return i;
        return None;
    }

    private void Note(SlotEdges edges, int edge, int to, int from) => Note(new(edge, edges.Value(edge), to, from, None, IsKept: true));

    private void Note(EdgeChange change)
    {
        if (change.Edge >= _changeOf.Length)
            Array.Resize(ref _changeOf, Math.Max(64, 2 * change.Edge + 1));
        _changes.Add(change);
        _changeOf[change.Edge] = _changes.Count;
    }

    private void Link(SlotEdges edges, int* slots, int count, int to, int source, int from, Real more)
    {
        int edge = edges.Find(slots[to], from);
        if (edge < 0)
        {
            edge = edges.Add(slots[to], from, 0);
            Note(edges, edge, to, IndexOf(from, slots, count));
        }

        int change = _changeOf[edge] - 1;
        _changes[change] = _changes[change] with { Source = source };
        edges.Value(edge) += more;
    }

    /// <summary>Whether a value has the larger magnitude, or the same and stands before; what is no number is larger than any.</summary>
    private static bool IsLarger(Real value, Real than, bool isBefore)
    {
        if (Real.IsNaN(value) || Real.IsNaN(than))
            return Real.IsNaN(value) && (isBefore || !Real.IsNaN(than));
        return Real.Abs(value) > Real.Abs(than) || (Real.Abs(value) == Real.Abs(than) && isBefore);
    }

    /// <summary>Marks what is not among the largest of a row or column.</summary>
    private void Thin(SlotEdges edges, int slot, int entries, bool isRow)
    {
        _line.Clear();
        for (int edge = isRow ? edges.FirstOfRow(slot) : edges.FirstOfColumn(slot); edge >= 0;
            edge = isRow ? edges.NextOfRow(edge) : edges.NextOfColumn(edge))
            _line.Add(edge);
        for (int i = 0; i < _line.Count; i++)
        {
            // The line is in the order of the slots, so that of equals the earlier ones are better.
            int better = 0;
            for (int j = 0; j < _line.Count; j++)
                if (IsLarger(edges.Value(_line[j]), edges.Value(_line[i]), j < i))
                    better++;
            if (better < entries)
                continue;
            if (_line[i] >= _changeOf.Length || _changeOf[_line[i]] == 0)
                Note(edges, _line[i], None, None);
            int change = _changeOf[_line[i]] - 1;
            _changes[change] = _changes[change] with { IsKept = false };
        }
    }
}
