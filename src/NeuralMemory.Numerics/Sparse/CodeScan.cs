using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralMemory.Numerics;

/// <summary>
/// Adds up table entries over the codes of 64 words at once (as in André, Kermarrec and Le Scouarnec 2015, "Cache locality is not enough"):
/// a table of 16 bytes is a register, and looking up in it one instruction. Whole numbers: the same on every processor.
/// </summary>
public static unsafe class CodeScan
{
    /// <summary>How many words a block has.</summary>
    public const int Block = 64;

    /// <summary>
    /// How many bytes the tables of a byte of a code have: each table once for every 16 words, so that it is loaded at once.
    /// </summary>
    public const int TableBytes = 2 * Block;

    private const int Half = Block / 2, Entries = 16;

    /// <summary>Sets the table of half a byte.</summary>
    /// <param name="tables">The tables of all bytes.</param>
    /// <param name="half">Which one: the lower half of the first byte, its upper, the lower of the second, and so on.</param>
    /// <param name="entries">[16] at most 127.</param>
    public static void SetTable(byte* tables, int half, byte* entries)
    {
        for (int i = 0; i < Block; i++)
            tables[half * Block + i] = entries[i % Entries];
    }

    /// <summary>The sums of a block's words.</summary>
    /// <param name="codes">[bytes, 64] the first byte of each word, then the second, and so on.</param>
    /// <param name="tables">[bytes, <see cref="TableBytes"/>]</param>
    /// <param name="bytes">How many bytes a code has.</param>
    /// <param name="sums">[64] receives them: those of words 0, 2, 4 and so on, and then those of words 1, 3, 5.</param>
    /// <param name="least">What sums are asked for.</param>
    /// <returns>A bit for each of the sums that reach that, in their order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Sum(byte* codes, byte* tables, int bytes, ushort* sums, ushort least)
    {
        if (Avx512BW.IsSupported)
            return SumAll(codes, tables, bytes, sums, least);
        ulong lower = SumHalf(codes, tables, bytes, sums, least), upper = SumHalf(codes + Half, tables, bytes, sums + Half / 2, least);
        // Each half has its even words in front.
        return lower & 0xFFFF | (upper & 0xFFFF) << 16 | (lower >> 16) << 32 | (upper >> 16) << 48;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong SumAll(byte* codes, byte* tables, int bytes, ushort* sums, ushort least)
    {
        Vector512<byte> half = Vector512.Create((byte)15);
        Vector512<ushort> all = Vector512<ushort>.Zero, upper = all;
        for (int i = 0; i < bytes; i++)
        {
            Vector512<byte> code = Vector512.Load(codes + Block * i);
            Vector512<byte> high = Vector512.ShiftRightLogical(code.AsUInt16(), 4).AsByte() & half;
            Vector512<byte> one = Vector512.Load(tables + TableBytes * i), two = Vector512.Load(tables + TableBytes * i + Block);
            Vector512<ushort> sum = (Avx512BW.Shuffle(one, code & half) + Avx512BW.Shuffle(two, high)).AsUInt16();
            all += sum;
            upper += Vector512.ShiftRightLogical(sum, 8);
        }

        // What has been added up so far has the odd words' sums, times 256, in the even ones'.
        Vector512<ushort> even = all - Vector512.ShiftLeft(upper, 8), bound = Vector512.Create(least);
        ulong reach = Vector512.GreaterThanOrEqual(even, bound).ExtractMostSignificantBits()
            | Vector512.GreaterThanOrEqual(upper, bound).ExtractMostSignificantBits() << Half;
        if (reach != 0)
        {
            Vector512.Store(even, sums);
            Vector512.Store(upper, sums + Half);
        }

        return reach;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong SumHalf(byte* codes, byte* tables, int bytes, ushort* sums, ushort least)
    {
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<ushort> all = Vector256<ushort>.Zero, upper = all;
        for (int i = 0; i < bytes; i++)
        {
            Vector256<byte> code = Vector256.Load(codes + Block * i);
            Vector256<byte> high = Vector256.ShiftRightLogical(code.AsUInt16(), 4).AsByte() & half;
            Vector256<ushort> sum =
                (LookUp(tables + TableBytes * i, code & half) + LookUp(tables + TableBytes * i + Block, high)).AsUInt16();
            all += sum;
            upper += Vector256.ShiftRightLogical(sum, 8);
        }

        Vector256<ushort> even = all - Vector256.ShiftLeft(upper, 8), bound = Vector256.Create(least);
        Vector256.Store(even, sums);
        Vector256.Store(upper, sums + Half);
        return Vector256.GreaterThanOrEqual(even, bound).ExtractMostSignificantBits()
            | (ulong)Vector256.GreaterThanOrEqual(upper, bound).ExtractMostSignificantBits() << 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LookUp(byte* table, Vector256<byte> places)
    {
        Vector256<byte> entries = Vector256.Load(table);
        return Avx2.IsSupported ? Avx2.Shuffle(entries, places) : Vector256.Create(
            Vector128.Shuffle(entries.GetLower(), places.GetLower()), Vector128.Shuffle(entries.GetLower(), places.GetUpper()));
    }
}
