using System.Buffers.Binary;
using System.Text;

namespace NeuralMemory.Torch;

/// <summary>
/// As much of a shared library of Linux as its loader looks at: System V ABI, "Object Files" and "Dynamic Linking", of 64 bits and little
/// endian. Nothing in the file is trusted: whatever points out of it is a <see cref="FormatException"/>.
/// </summary>
internal sealed class ElfFile
{
    /// <summary>The machine AMD64, and AArch64.</summary>
    public const ushort Amd64 = 62, Arm64 = 183;

    private const int HeaderSize = 64, SegmentSize = 56, EntrySize = 16, LongestString = 8192;
    private const ushort SharedObject = 3;
    private const uint Loaded = 1, Dynamic = 2;
    private static readonly byte[] Identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];

    private readonly Stream _stream;
    private readonly List<Segment> _segments = [];
    private readonly List<(long Tag, ulong Value)> _dynamic = [];

    private ElfFile(Stream stream) => _stream = stream;

    /// <summary>What it is for: <see cref="Amd64"/>, <see cref="Arm64"/> or another machine's number.</summary>
    public ushort Machine { get; private init; }

    /// <summary>The libraries that it wants loaded with it (<c>DT_NEEDED</c>).</summary>
    public IReadOnlyList<string> Needed =>
        [.. _dynamic.Where(entry => entry.Tag == ElfTag.Needed).Select(entry => String(entry.Value))];

    /// <summary>The name by which others want it (<c>DT_SONAME</c>), or null.</summary>
    public string? Name => Value(ElfTag.Name) is { } offset ? String(offset) : null;

    /// <summary>Reads the headers and the dynamic section. The stream is read again later, and belongs to the caller.</summary>
    /// <exception cref="FormatException">This is no such library, or a part of it is missing.</exception>
    public static ElfFile Read(Stream stream)
    {
        if (stream.Length < HeaderSize)
            throw new FormatException($"it has {stream.Length} bytes, less than the header of a library");
        byte[] header = ReadFile(stream, 0, HeaderSize);
        if (!header.AsSpan(0, Identification.Length).SequenceEqual(Identification))
            throw new FormatException("it does not begin as a 64-bit library of Linux does");
        if (U16(header, 16) != SharedObject)
            throw new FormatException("it is no shared library");
        ElfFile file = new(stream) { Machine = U16(header, 18) };
        file.ReadSegments(U64(header, 32), U16(header, 54), U16(header, 56));
        return file;
    }

    /// <summary>The value of an entry of the dynamic section; null if it has none.</summary>
    public ulong? Value(long tag)
    {
        foreach (var (found, value) in _dynamic)
            if (found == tag)
                return value;
        return null;
    }

    /// <summary>The bytes at an address of the loaded library, as the file has them.</summary>
    public byte[] Bytes(ulong address, ulong count) => ReadFile(_stream, FileOffset(address, count), count);

    /// <summary>Where the file has what will be at an address.</summary>
    public ulong FileOffset(ulong address, ulong count)
    {
        foreach (Segment segment in _segments)
        {
            ulong at = address - segment.Address;
            if (address >= segment.Address && at <= segment.Size && count <= segment.Size - at)
                return segment.Offset + at;
        }

        throw new FormatException($"it has no {count} bytes at address 0x{address:x}");
    }

    /// <summary>A text of the string table.</summary>
    /// <param name="offset">Where it begins in the table.</param>
    public string String(ulong offset)
    {
        ulong table = Value(ElfTag.Strings) ?? throw new FormatException("it has no string table");
        ulong size = Value(ElfTag.StringsSize) ?? 0;
        if (offset >= size)
            throw new FormatException($"it has a name at {offset}, outside its string table of {size} bytes");
        byte[] text = Bytes(table + offset, Math.Min(size - offset, LongestString));
        int length = Array.IndexOf(text, (byte)0);
        return length >= 0
            ? Encoding.UTF8.GetString(text, 0, length)
            : throw new FormatException($"it has a name at {offset} without an end");
    }

    /// <summary>Numbers of 16, 32 and 64 bits, little endian.</summary>
    public static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    /// <inheritdoc cref="U16"/>
    public static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    /// <inheritdoc cref="U16"/>
    public static ulong U64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    private void ReadSegments(ulong table, int entrySize, int count)
    {
        if (entrySize != SegmentSize)
            throw new FormatException($"its program headers have {entrySize} bytes each, not {SegmentSize}");
        byte[] headers = ReadFile(_stream, table, (ulong)SegmentSize * (ulong)count);
        Segment? dynamic = null;
        for (int at = 0; at < headers.Length; at += SegmentSize)
        {
            Segment segment = new(U64(headers, at + 8), U64(headers, at + 16), U64(headers, at + 32));
            uint kind = U32(headers, at);
            if (kind is not (Loaded or Dynamic))
                continue;
            // The system maps what is missing all the same, and ends the process when it is touched.
            CheckRange(_stream, segment.Offset, segment.Size);
            if (kind == Loaded)
                _segments.Add(segment);
            else
                dynamic = segment;
        }

        if (dynamic is null)
            throw new FormatException("it has no dynamic section");
        byte[] entries = ReadFile(_stream, dynamic.Offset, dynamic.Size);
        for (int at = 0; at + EntrySize <= entries.Length && U64(entries, at) != ElfTag.End; at += EntrySize)
            _dynamic.Add(((long)U64(entries, at), U64(entries, at + 8)));
    }

    private static byte[] ReadFile(Stream stream, ulong offset, ulong count)
    {
        CheckRange(stream, offset, count);
        byte[] bytes = new byte[checked((int)count)];
        stream.Position = (long)offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void CheckRange(Stream stream, ulong offset, ulong count)
    {
        ulong length = (ulong)stream.Length;
        if (offset > length || count > length - offset || count > int.MaxValue)
            throw new FormatException($"it is cut short: {count} bytes at {offset} are not in its {length} bytes");
    }

    private sealed record Segment(ulong Offset, ulong Address, ulong Size);
}
