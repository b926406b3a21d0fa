using System.Numerics;

namespace NeuralMemory.Exports;

/// <summary>The checksum of records in event files: CRC-32C (Castagnoli), and what it is masked by there.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte each in bytes)
            crc = BitOperations.Crc32C(crc, each);
        return ~crc;
    }

    /// <summary>
    /// A checksum as it is stored: turned right by 15 bits, and a constant added, because a checksum of data with checksums in it is weak.
    /// </summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + 0xA282EAD8u;
}
