namespace NeuralMemory.Onnx;

/// <summary>Rows of a tensor that are written one after another, and joined when it is read.</summary>
/// <param name="builder">The graph.</param>
/// <param name="rows">How many rows there are in all.</param>
internal sealed class KeptRows(GraphBuilder builder, int rows)
{
    private readonly SortedList<int, Value> _parts = [];
    private Value? _joined;
    private int _written;

    /// <summary>All rows in order.</summary>
    public Value Joined
    {
        get
        {
            if (_joined is not { } joined)
            {
                // Whatever primitive reads them first, they are no part of it.
                GraphScope scope = builder.Scope;
                builder.Begin("Rows");
                _joined = joined = Value.Concat(0, [.. _parts.Values]);
                builder.Scope = scope;
            }

            return joined;
        }
    }

    /// <summary>Joins the rows if all of them are written.</summary>
    public void JoinComplete()
    {
        if (_written == rows)
            _ = Joined;
    }

    /// <summary>Writes rows.</summary>
    /// <param name="row">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="part">What they are.</param>
    public void Write(int row, int count, Value part)
    {
        _parts.Add(row, part);
        _written += count;
    }
}
