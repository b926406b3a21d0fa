namespace NeuralMemory.Reports;

/// <summary>
/// [T, rows] the numbers of a panel. Those of a trace are read where they lie: a window of a long episode has megabytes of them, which a
/// panel does not copy.
/// </summary>
public sealed class PanelValues
{
    private readonly ReadOnlyMemory<float> _values;
    private readonly int _start, _stride;

    /// <summary>Numbers of a panel's own.</summary>
    /// <param name="values">[T, rows], copied.</param>
    public PanelValues(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (Steps, Rows) = (values.GetLength(0), values.GetLength(1));
        _stride = Rows;
        var own = new float[values.Length];
        Buffer.BlockCopy(values, 0, own, 0, own.Length * sizeof(float));
        _values = own;
    }

    /// <summary>Numbers that lie among others: of each step some that follow one another.</summary>
    /// <param name="values">All of them, step by step.</param>
    /// <param name="steps">T.</param>
    /// <param name="stride">How many a step has.</param>
    /// <param name="start">Where those of the panel begin among them.</param>
    /// <param name="rows">How many are the panel's.</param>
    internal PanelValues(ReadOnlyMemory<float> values, int steps, int stride, int start, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + rows, stride);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)steps * stride, values.Length);
        (_values, Steps, _stride, _start, Rows) = (values, steps, stride, start, rows);
    }

    /// <summary>T.</summary>
    public int Steps { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The number of a step, counted from the panel's first, and a row.</summary>
    public float this[int step, int row] => At(step)[row];

    /// <summary>[rows] the numbers of a step, counted from the panel's first.</summary>
    public ReadOnlySpan<float> At(int step) => _values.Span.Slice(step * _stride + _start, Rows);

    /// <summary>[T, rows] a copy.</summary>
    public float[,] ToArray()
    {
        var copy = new float[Steps, Rows];
        for (int step = 0; step < Steps; step++)
            for (int row = 0; row < Rows; row++)
                copy[step, row] = this[step, row];
        return copy;
    }
}
