namespace NeuralMemory.Onnx;

/// <summary>Rows of a tensor that are written one after another, and joined when it is read.</summary>
internal sealed class KeptRows
{
    private readonly SortedList<int, Value> _parts = [];
    private Value? _joined;

    /// <summary>All rows in order.</summary>
    public Value Joined => _joined ??= Value.Concat(0, [.. _parts.Values]);

    /// <summary>Writes rows.</summary>
    /// <param name="row">The first of them.</param>
    /// <param name="part">What they are.</param>
    public void Write(int row, Value part) => _parts.Add(row, part);
}
