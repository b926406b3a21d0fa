using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NeuralMemory.Results;

/// <summary>A message of Protocol Buffers on its way out: fields one after another, each with its number and how it is stored.</summary>
public sealed class ProtocolMessage
{
    private const int Varint = 0, EightBytes = 1, Bytes = 2, FourBytes = 5, TypeBits = 3;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A whole number: int32, int64 or an enum.</summary>
    public ProtocolMessage Whole(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    /// <summary>A double.</summary>
    public ProtocolMessage Double(int field, double value)
    {
        Tag(field, EightBytes);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
        return this;
    }

    /// <summary>A float.</summary>
    public ProtocolMessage Single(int field, float value)
    {
        Tag(field, FourBytes);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    /// <summary>A text, or bytes that are one.</summary>
    public ProtocolMessage Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtocolMessage Message(int field, ProtocolMessage value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Raw(field, value.Written);
    }

    /// <summary>Bytes.</summary>
    public ProtocolMessage Raw(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Bytes);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Tag(int field, int type) => WriteVarint((ulong)(field << TypeBits | type));

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    private void WriteVarint(ulong value)
    {
        const int bits = 7;
        Span<byte> place = _bytes.GetSpan(10);
        int count = 0;
        for (; value >= 1 << bits; value >>= bits)
            place[count++] = (byte)(value | 1 << bits);
        place[count++] = (byte)value;
        _bytes.Advance(count);
    }
}
