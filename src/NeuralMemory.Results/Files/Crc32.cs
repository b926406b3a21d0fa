using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Arm = System.Runtime.Intrinsics.Arm.Crc32;

namespace NeuralMemory.Results;

/// <summary>
/// CRC-32, the checksum of zip archives and PNG images (ISO/IEC 13239, polynomial 0x04C11DB7, bits reversed). Where the processor
/// multiplies without carries, 64 bytes are folded at a time (V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using
/// PCLMULQDQ Instruction", Intel 2009); the traces of a large memory are checked faster than they reach the disk.
/// </summary>
public static class Crc32
{
    private const uint Polynomial = 0xedb88320;
    private const int Lanes = 8, Folded = 64;

    /// <summary>[lane, byte] the remainder of a byte with that many zero bytes behind it.</summary>
    private static readonly uint[] Remainders = MakeRemainders();

    /// <summary>The checksum of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of what stands before them; 0 where nothing does.</param>
    public static uint Append(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint state = ~before;
        if (Arm.Arm64.IsSupported)
            return ~ByInstruction(bytes, state);
        if (Pclmulqdq.IsSupported && Sse41.IsSupported && bytes.Length >= 2 * Folded)
        {
            int folded = bytes.Length / Vector128<byte>.Count * Vector128<byte>.Count;
            state = Fold(bytes[..folded], state);
            bytes = bytes[folded..];
        }

        return ~ByTable(bytes, state);
    }

    // Loops that are long at once are compiled well at once.
    /// <summary>The same on any processor, eight bytes at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint ByTable(ReadOnlySpan<byte> bytes, uint state)
    {
        ReadOnlySpan<uint> table = Remainders;
        for (; BitConverter.IsLittleEndian && bytes.Length >= Lanes; bytes = bytes[Lanes..])
        {
            uint low = state ^ MemoryMarshal.Read<uint>(bytes), high = MemoryMarshal.Read<uint>(bytes[4..]);
            state = table[(7 << 8) + (byte)low] ^ table[(6 << 8) + (byte)(low >> 8)]
                ^ table[(5 << 8) + (byte)(low >> 16)] ^ table[(4 << 8) + (byte)(low >> 24)]
                ^ table[(3 << 8) + (byte)high] ^ table[(2 << 8) + (byte)(high >> 8)]
                ^ table[(1 << 8) + (byte)(high >> 16)] ^ table[(byte)(high >> 24)];
        }

        foreach (byte each in bytes)
            state = table[(byte)(state ^ each)] ^ (state >> 8);
        return state;
    }

    private static uint ByInstruction(ReadOnlySpan<byte> bytes, uint state)
    {
        foreach (ulong each in MemoryMarshal.Cast<byte, ulong>(bytes))
            state = Arm.Arm64.ComputeCrc32(state, each);
        foreach (byte each in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
            state = Arm.ComputeCrc32(state, each);
        return state;
    }

    /// <summary>Folds at least 64 bytes, a multiple of 16. The constants are powers of x modulo the polynomial, as in the paper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold(ReadOnlySpan<byte> bytes, uint state)
    {
        ReadOnlySpan<Vector128<ulong>> blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        Vector128<ulong> by512 = Vector128.Create(0x0154442bd4ul, 0x01c6e41596ul), by128 = Vector128.Create(0x01751997d0ul, 0x00ccaa009eul);
        Vector128<ulong> a = blocks[0] ^ Vector128.CreateScalar((ulong)state), b = blocks[1], c = blocks[2], d = blocks[3];
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Multiply(a, by512) ^ blocks[0];
            b = Multiply(b, by512) ^ blocks[1];
            c = Multiply(c, by512) ^ blocks[2];
            d = Multiply(d, by512) ^ blocks[3];
        }

        a = Multiply(a, by128) ^ b;
        a = Multiply(a, by128) ^ c;
        a = Multiply(a, by128) ^ d;
        foreach (Vector128<ulong> block in blocks)
            a = Multiply(a, by128) ^ block;
        // What is left of 16 bytes is short enough for the table.
        return ByTable(MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in a)), 0);
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> power) =>
        Pclmulqdq.CarrylessMultiply(value, power, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, power, 0x11);

    private static uint[] MakeRemainders()
    {
        var table = new uint[Lanes << 8];
        for (int each = 0; each < 1 << 8; each++)
        {
            uint remainder = (uint)each;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? Polynomial ^ (remainder >> 1) : remainder >> 1;
            table[each] = remainder;
        }

        for (int each = 1 << 8; each < table.Length; each++)
            table[each] = table[(byte)table[each - (1 << 8)]] ^ (table[each - (1 << 8)] >> 8);
        return table;
    }
}
