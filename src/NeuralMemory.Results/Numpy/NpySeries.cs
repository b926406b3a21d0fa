using System.Runtime.InteropServices;

namespace NeuralMemory.Results;

/// <summary>
/// An array of an <see cref="NpzWriter"/> whose first axis grows, such as one row for each step; rows go to disk as they come.
/// </summary>
/// <typeparam name="T">float, double, int, long, byte or bool.</typeparam>
public sealed class NpySeries<T>
    where T : unmanaged
{
    private readonly int[] _rowShape;
    private readonly long? _most;
    private readonly NpyRows _rows;

    internal NpySeries(string name, int[] rowShape, long? most, NpyRows rows)
    {
        (Name, _rowShape, _most, _rows) = (name, rowShape, most, rows);
        RowLength = checked((int)rowShape.Aggregate(1L, (product, length) => product * length));
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>How many numbers a row has.</summary>
    public int RowLength { get; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends rows.</summary>
    /// <param name="items">[rows, <see cref="RowLength"/>]</param>
    /// <exception cref="ArgumentException">They are no whole rows, or more than were to come.</exception>
    /// <exception cref="RunException">The system refused.</exception>
    public void Append(ReadOnlySpan<T> items)
    {
        if (RowLength == 0 || items.Length % RowLength != 0)
            throw new ArgumentException($"'{Name}' has rows of {RowLength} numbers; {items.Length} are no whole rows", nameof(items));
        if (Rows + items.Length / RowLength > _most)
            throw new ArgumentException($"'{Name}' was to have {_most} rows, and more come", nameof(items));
        if (BitConverter.IsLittleEndian)
            _rows.Write(MemoryMarshal.AsBytes(items));
        else
        {
            byte[] bytes = MemoryMarshal.AsBytes(items).ToArray();
            NpyArray.Turn(bytes, NpyType.Of<T>().ItemBytes);
            _rows.Write(bytes);
        }

        Rows += items.Length / RowLength;
    }

    internal static byte[] HeaderOf(long rows, int[] rowShape, int atLeast = 0) =>
        NpyFormat.Header(NpyType.Of<T>(), [rows, .. rowShape.Select(length => (long)length)], atLeast);

    internal void Complete() =>
        // A place that was kept for more rows has room for their header.
        _rows.Complete(HeaderOf(Rows, _rowShape, _most is { } most ? HeaderOf(most, _rowShape).Length : 0));
}
