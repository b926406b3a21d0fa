using System.Runtime.InteropServices;

namespace NeuralMemory.Results;

/// <summary>
/// An array of an <see cref="NpzWriter"/> whose first axis grows, such as one row for each step; rows go to disk as they come.
/// </summary>
/// <typeparam name="T">float, double, int, long, byte or bool.</typeparam>
public sealed class NpySeries<T> : NpyPart
    where T : unmanaged
{
    private readonly int[] _rowShape;

    internal NpySeries(string name, int[] rowShape, FileStream file, string target)
        : base(name, file, target)
    {
        _rowShape = rowShape;
        RowLength = checked((int)rowShape.Aggregate(1L, (product, length) => product * length));
    }

    /// <summary>How many numbers a row has.</summary>
    public int RowLength { get; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends rows.</summary>
    /// <param name="items">[rows, <see cref="RowLength"/>]</param>
    /// <exception cref="ArgumentException">They are no whole rows.</exception>
    /// <exception cref="RunException">The system refused.</exception>
    public void Append(ReadOnlySpan<T> items)
    {
        if (RowLength == 0 || items.Length % RowLength != 0)
            throw new ArgumentException($"'{Name}' has rows of {RowLength} numbers; {items.Length} are no whole rows", nameof(items));
        if (BitConverter.IsLittleEndian)
            Write(MemoryMarshal.AsBytes(items));
        else
        {
            byte[] bytes = MemoryMarshal.AsBytes(items).ToArray();
            NpyArray.Turn(bytes, NpyType.Of<T>().ItemBytes);
            Write(bytes);
        }

        Rows += items.Length / RowLength;
    }

    internal override byte[] Header() => NpyFormat.Header(NpyType.Of<T>(), [Rows, .. _rowShape.Select(length => (long)length)]);
}

/// <summary>An array on its way into an <c>.npz</c> file, kept in a file of its own beside it.</summary>
public abstract class NpyPart
{
    private readonly FileStream _file;
    private readonly string _target;

    private protected NpyPart(string name, FileStream file, string target) => (Name, _file, _target) = (name, file, target);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What stands before its numbers.</summary>
    internal abstract byte[] Header();

    /// <summary>Puts all of it into a stream, and deletes what was kept beside.</summary>
    internal void MoveTo(Stream stream)
    {
        stream.Write(Header());
        _file.Position = 0;
        _file.CopyTo(stream, 1 << 20);
        Delete();
    }

    internal void Delete()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk takes not even what was kept back; the file is closed all the same, and is to go.
        }

        Disk.DeleteFile(_file.Name);
    }

    private protected void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Disk.Write(_file, bytes, _target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Storage.Explain("write", _target, exception);
        }
    }
}
