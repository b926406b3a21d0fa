namespace NeuralMemory.Tasks;

/// <summary>
/// What an expression stands for, checked and ready to be computed for one episode after another. It carries its static type, and
/// owns the buffers it computes into, so that it serves one sampler only.
/// </summary>
internal abstract class TaskValue
{
    /// <summary>The value's type for messages.</summary>
    public abstract string Describe();

    /// <summary>The values that can stand in it: those of a number, or of the numbers in a sequence.</summary>
    public abstract ValueRange Elements { get; }

    /// <summary>What in the file it comes from, where that is known.</summary>
    public ValueOrigin? Origin { get; set; }

    /// <summary>The value as a number: itself, or what a sequence that always has one row of width 1 holds; else null.</summary>
    public abstract NumberValue? AsNumber();
}

/// <summary>A number.</summary>
/// <param name="range">The values it can take.</param>
internal abstract class NumberValue(ValueRange range) : TaskValue
{
    /// <summary>The values it can take.</summary>
    public ValueRange Range { get; } = range;

    /// <summary>The number in this episode.</summary>
    public abstract double Evaluate(EpisodeState state);

    /// <inheritdoc/>
    public override ValueRange Elements => Range;

    /// <inheritdoc/>
    public override string Describe() => Range.IsInteger ? "an integer" : "a number";

    /// <inheritdoc/>
    public override NumberValue AsNumber() => this;
}

/// <summary>A sequence of rows.</summary>
/// <param name="width">How many values a row has.</param>
/// <param name="rows">How many rows there can be.</param>
/// <param name="elements">The values that can stand in a row.</param>
internal abstract class SequenceValue(int width, ValueRange rows, ValueRange elements) : TaskValue
{
    private Real[] _buffer = [];

    /// <summary>How many values a row has, at least 1.</summary>
    public int Width { get; } = width;

    /// <summary>How many rows there can be.</summary>
    public ValueRange Rows { get; } = rows;

    /// <inheritdoc/>
    public override ValueRange Elements { get; } = elements;

    /// <summary>Whether there is one row, always.</summary>
    public bool IsRow => Rows is { Low: 1, High: 1 };

    /// <summary>Whether nothing but 0 and 1 can stand in a row.</summary>
    public bool HoldsBits => Elements is { IsInteger: true, Low: >= 0, High: <= 1 };

    /// <summary>The rows in this episode; they stay as they are until the next evaluation.</summary>
    public abstract RowView Evaluate(EpisodeState state);

    /// <inheritdoc/>
    public override string Describe() => $"a sequence of width {Width}";

    /// <inheritdoc/>
    public override NumberValue? AsNumber() => Width == 1 && IsRow ? new SingleNumber(this) : null;

    /// <summary>A buffer for this many rows, reused; its contents are arbitrary.</summary>
    /// <param name="state">The episode that they belong to, which they cost something.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="each">The operations that each of their numbers costs.</param>
    /// <exception cref="EpisodeException">They would be too large, or cost too much.</exception>
    protected RowView Room(EpisodeState state, long rows, int each = 1)
    {
        if (rows > TaskLimits.Rows || rows * Width > TaskLimits.Values)
            throw new EpisodeException(Origin?.Mark, $"a sequence of {rows} rows of width {Width} is too large");
        state.Spend(this, rows, each);
        int needed = (int)rows * Width;
        if (_buffer.Length < needed)
            _buffer = new Real[state.Hold(this, _buffer.Length, needed, Math.Min(2 * _buffer.Length, TaskLimits.Values), rows)];
        return new(_buffer, 0, (int)rows);
    }
}

/// <summary>Rows that stand one after another in an array.</summary>
/// <param name="Data">The array.</param>
/// <param name="Start">Where the first row begins.</param>
/// <param name="Count">How many rows there are.</param>
internal readonly record struct RowView(Real[] Data, int Start, int Count)
{
    /// <summary>All rows, of this width.</summary>
    public Span<Real> Span(int width) => Data.AsSpan(Start, Count * width);

    /// <summary>One row, of this width.</summary>
    public Span<Real> Row(int row, int width) => Data.AsSpan(Start + row * width, width);
}
