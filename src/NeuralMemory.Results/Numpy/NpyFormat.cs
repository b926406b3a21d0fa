using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuralMemory.Results;

/// <summary>
/// The header of a NumPy file, version 1.0 (numpy.lib.format): six bytes of magic, the version, the length of a Python dictionary in
/// two bytes, and the dictionary, with spaces and a line break up to a multiple of 64 bytes.
/// </summary>
internal static partial class NpyFormat
{
    private const int Alignment = 64, PrefixBytes = 10, MostHeader = 1 << 16;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The bytes before the numbers of an array.</summary>
    /// <param name="type">What the numbers are.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="atLeast">The fewest bytes, as many as the header of another array has.</param>
    public static byte[] Header(NpyType type, IReadOnlyList<long> shape, int atLeast = 0)
    {
        // A tuple of one has a comma behind it in Python.
        string lengths = string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture)))
            + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '{type.Descriptor}', 'fortran_order': False, 'shape': ({lengths}), }}";
        int bytes = Math.Max(atLeast, (PrefixBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment);
        var header = new byte[bytes];
        Magic.CopyTo(header, 0);
        header[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(PrefixBytes - 2), checked((ushort)(bytes - PrefixBytes)));
        header.AsSpan(PrefixBytes).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads a header of any version; the stream then stands at the first number.</summary>
    /// <exception cref="InvalidDataException">It is none, or that of an array that is not read here; in words.</exception>
    public static (NpyType Type, long[] Shape) ReadHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[Magic.Length + 2];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as a NumPy array does");
        Span<byte> length = stackalloc byte[start[Magic.Length] == 1 ? 2 : 4];
        stream.ReadExactly(length);
        long bytes = length.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (bytes > MostHeader)
            throw new InvalidDataException($"its header of {bytes} bytes is too long");
        var header = new byte[bytes];
        stream.ReadExactly(header);
        return Parse(Encoding.UTF8.GetString(header));
    }

    private static (NpyType Type, long[] Shape) Parse(string header)
    {
        Match descriptor = Descriptor().Match(header), order = Order().Match(header), shape = Shape().Match(header);
        if (!descriptor.Success || !order.Success || !shape.Success)
            throw new InvalidDataException($"its header, '{header.Trim()}', is not that of plain numbers or texts");
        if (NpyType.Parse(descriptor.Groups[1].Value) is not { } type)
            throw new InvalidDataException($"its type is '{descriptor.Groups[1].Value}'; "
                + "'<f4', '<f8', '<i4', '<i8', '|u1', '|b1' and texts ('<U..') can be read");
        long[] lengths =
        [
            .. shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => long.Parse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture)),
        ];
        if (order.Groups[1].Value == "True" && lengths.Count(each => each > 1) > 1)
            throw new InvalidDataException("it is stored column by column; store it as numpy.ascontiguousarray gives it");
        return (type, lengths);
    }

    [GeneratedRegex("'descr': *'([^']+)'")]
    private static partial Regex Descriptor();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape': *\(([0-9, L]*)\)")]
    private static partial Regex Shape();
}
