using System.Buffers.Binary;
using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// A file in a zip archive, and its two headers (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.5.3). Lengths and places of 4 GiB and
/// more stand in the extra field of ZIP64.
/// </summary>
/// <param name="name">What it is called.</param>
/// <param name="place">Where it begins, with its header.</param>
/// <param name="longest">The most bytes that it has.</param>
/// <param name="isDeflated">Whether it is compressed.</param>
internal sealed class ZipMember(string name, long place, long longest, bool isDeflated)
{
    private const uint LocalMark = 0x04034b50, CentralMark = 0x02014b50;
    private const int LocalBytes = 30, CentralBytes = 46;
    private const ushort Zip64 = 1, Deflate = 8, Utf8 = 1 << 11;

    /// <summary>The versions that read it, and the system that wrote it: Unix, so that unpacked files can be read.</summary>
    private const ushort PlainVersion = 20, Zip64Version = 45, Unix = 3 << 8;
    private const uint ReadableFile = 0x81a40000;

    /// <summary>1980-01-01: an archive cannot say that there is no time.</summary>
    private const ushort NoDate = 0x0021;

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    /// <summary>Whether its lengths need eight bytes. What deflate makes of noise is longer by a thousandth.</summary>
    private readonly bool _isLong = longest >= uint.MaxValue - uint.MaxValue / 64;

    /// <summary>Where its content begins.</summary>
    public long Start => place + LocalBytes + _name.Length + (_isLong ? 20 : 0);

    /// <summary>Its bytes before compression.</summary>
    public long Length { get; set; } = longest;

    /// <summary>Its bytes in the archive.</summary>
    public long Stored { get; set; } = longest;

    /// <summary>Its CRC-32.</summary>
    public uint Checksum { get; set; }

    /// <summary>Where it begins, with its header.</summary>
    public long Place => place;

    /// <summary>What stands before it.</summary>
    public byte[] LocalHeader()
    {
        var header = new byte[Start - place];
        Span<byte> rest = Put(header, LocalMark);
        rest = PutShared(rest, _isLong);
        rest = Put(rest, (ushort)(_isLong ? 20 : 0));
        rest = PutName(rest);
        if (_isLong)
            Put(Put(Put(Put(rest, Zip64), (ushort)16), (ulong)Length), (ulong)Stored);
        return header;
    }

    /// <summary>What stands in the archive's directory.</summary>
    public byte[] CentralHeader()
    {
        bool isFar = place >= uint.MaxValue;
        int extra = (_isLong ? 16 : 0) + (isFar ? 8 : 0), extraBytes = extra == 0 ? 0 : extra + 4;
        var header = new byte[CentralBytes + _name.Length + extraBytes];
        Span<byte> rest = Put(header, CentralMark);
        rest = Put(rest, (ushort)(Unix | Version(_isLong || isFar)));
        rest = PutShared(rest, _isLong || isFar);
        rest = Put(rest, (ushort)extraBytes);
        // No comment, on the first disk, no text.
        rest = rest[6..];
        rest = Put(rest, ReadableFile);
        rest = Put(rest, isFar ? uint.MaxValue : (uint)place);
        rest = PutName(rest);
        if (extra > 0)
            rest = Put(Put(rest, Zip64), (ushort)extra);
        if (_isLong)
            rest = Put(Put(rest, (ulong)Length), (ulong)Stored);
        if (isFar)
            Put(rest, (ulong)place);
        return header;
    }

    /// <summary>From the version that reads it to the length of its name.</summary>
    private Span<byte> PutShared(Span<byte> rest, bool isZip64)
    {
        rest = Put(rest, Version(isZip64));
        rest = Put(rest, name.All(char.IsAscii) ? (ushort)0 : Utf8);
        rest = Put(rest, isDeflated ? Deflate : (ushort)0);
        rest = Put(Put(rest, (ushort)0), NoDate);
        rest = Put(rest, Checksum);
        rest = Put(rest, _isLong ? uint.MaxValue : (uint)Stored);
        rest = Put(rest, _isLong ? uint.MaxValue : (uint)Length);
        return Put(rest, (ushort)_name.Length);
    }

    private Span<byte> PutName(Span<byte> rest)
    {
        _name.CopyTo(rest);
        return rest[_name.Length..];
    }

    private static ushort Version(bool isZip64) => isZip64 ? Zip64Version : PlainVersion;

    internal static Span<byte> Put(Span<byte> rest, ushort number)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, number);
        return rest[sizeof(ushort)..];
    }

    internal static Span<byte> Put(Span<byte> rest, uint number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, number);
        return rest[sizeof(uint)..];
    }

    internal static Span<byte> Put(Span<byte> rest, ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(rest, number);
        return rest[sizeof(ulong)..];
    }
}
