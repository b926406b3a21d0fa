using System.Buffers.Binary;

namespace NeuralMemory.Exports;

/// <summary>
/// Writes records as TensorFlow does (TFRecord): the length in eight bytes, its masked checksum in four, the record, and the record's
/// masked checksum; little-endian.
/// </summary>
/// <param name="stream">Where to; need not seek.</param>
internal sealed class RecordWriter(Stream stream)
{
    private const int LengthBytes = sizeof(ulong), ChecksumBytes = sizeof(uint);

    /// <summary>Appends a record.</summary>
    public void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[LengthBytes + ChecksumBytes], tail = stackalloc byte[ChecksumBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[LengthBytes..], Crc32C.Masked(head[..LengthBytes]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32C.Masked(record));
        stream.Write(head);
        stream.Write(record);
        stream.Write(tail);
    }
}
