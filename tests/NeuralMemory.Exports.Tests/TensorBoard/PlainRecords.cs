using System.Buffers.Binary;

namespace NeuralMemory.Exports.Tests;

/// <summary>Cuts a file into the records of TensorFlow, and checks them bit by bit; shares nothing with what writes them.</summary>
internal static class PlainRecords
{
    private const uint Castagnoli = 0x82F63B78;

    public static IReadOnlyList<byte[]> Read(byte[] file)
    {
        List<byte[]> records = [];
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] record = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            records.Add(record);
            at += 16 + length;
        }

        return records;
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte each in bytes)
        {
            crc ^= each;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ Castagnoli : crc >> 1;
        }

        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Checksum(bytes);
        return (crc >> 15 | crc << 17) + 0xA282EAD8;
    }
}
