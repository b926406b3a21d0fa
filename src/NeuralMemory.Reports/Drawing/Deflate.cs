using System.Buffers;
using System.Buffers.Binary;

namespace NeuralMemory.Reports;

/// <summary>
/// Compresses bytes to a zlib stream (RFC 1950 and 1951) in one pass: runs that were there before, by the last place that began with the
/// same three bytes, and fixed codes. The same bytes give the same stream on every system and with every version of its libraries.
/// </summary>
internal static class Deflate
{
    private const int Shortest = 3, Longest = 258, Farthest = 32768, HashBits = 14, EndOfBlock = 256;

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
        16385, 24577,
    ];

    /// <summary>The stream.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        BitWriter bits = new();
        // The last block, of fixed codes.
        bits.Add(0b011, 3);
        int[] last = ArrayPool<int>.Shared.Rent(1 << HashBits);
        Array.Fill(last, -1);
        for (int at = 0; at < data.Length;)
        {
            int length = 0, from = -1;
            if (at + Shortest <= data.Length)
            {
                ref int place = ref last[HashOf(data[at..])];
                from = place;
                place = at;
                if (from >= 0 && at - from <= Farthest)
                    length = data[from..].CommonPrefixLength(data[at..Math.Min(data.Length, at + Longest)]);
            }

            if (length < Shortest)
            {
                bits.AddSymbol(data[at++]);
                continue;
            }

            Match(bits, length, at - from);
            for (int next = at + 1; next < at + length && next + Shortest <= data.Length; next++)
                last[HashOf(data[next..])] = next;
            at += length;
        }

        ArrayPool<int>.Shared.Return(last);
        bits.AddSymbol(EndOfBlock);
        byte[] body = bits.Finish();
        var stream = new byte[body.Length + 6];
        (stream[0], stream[1]) = (0x78, 0x01);
        body.CopyTo(stream.AsSpan(2));
        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(^4..), AdlerOf(data));
        return stream;
    }

    /// <summary>The checksum of a zlib stream.</summary>
    public static uint AdlerOf(ReadOnlySpan<byte> data)
    {
        const uint prime = 65521;
        // So many bytes fit into 32 bits before the remainders are taken.
        const int block = 5552;
        (uint low, uint high) = (1, 0);
        for (int at = 0; at < data.Length; at += block)
        {
            foreach (byte each in data[at..Math.Min(data.Length, at + block)])
            {
                low += each;
                high += low;
            }

            (low, high) = (low % prime, high % prime);
        }

        return (high << 16) | low;
    }

    private static int HashOf(ReadOnlySpan<byte> data) =>
        (int)((data[0] | ((uint)data[1] << 8) | ((uint)data[2] << 16)) * 2654435761u >> (32 - HashBits));

    private static void Match(BitWriter bits, int length, int distance)
    {
        int code = PlaceOf(LengthBase, length);
        bits.AddSymbol(257 + code);
        // 4 codes for each number of extra bits, but for the longest, which has none.
        bits.Add(length - LengthBase[code], code is < 8 or 28 ? 0 : code / 4 - 1);
        int far = PlaceOf(DistanceBase, distance);
        bits.AddCode(far, 5);
        bits.Add(distance - DistanceBase[far], far < 4 ? 0 : far / 2 - 1);
    }

    /// <summary>The last place that is not above a number.</summary>
    private static int PlaceOf(int[] bases, int number) =>
        Array.BinarySearch(bases, number) is var found && found >= 0 ? found : ~found - 1;

    /// <summary>Writes bits, the first into the lowest of a byte.</summary>
    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = new(4096);
        private ulong _held;
        private int _count;

        public void Add(int value, int bits)
        {
            _held |= (ulong)(uint)value << _count;
            for (_count += bits; _count >= 8; _count -= 8, _held >>= 8)
                _bytes.Add((byte)_held);
        }

        /// <summary>A code, whose highest bit comes first.</summary>
        public void AddCode(int code, int bits)
        {
            uint turned = 0;
            for (int bit = 0; bit < bits; bit++)
                turned |= ((uint)code >> bit & 1) << (bits - 1 - bit);
            Add((int)turned, bits);
        }

        /// <summary>A byte, a length or the end, by its fixed code.</summary>
        public void AddSymbol(int symbol)
        {
            (int code, int bits) = symbol switch
            {
                < 144 => (0b0011_0000 + symbol, 8),
                < 256 => (0b1_1001_0000 + symbol - 144, 9),
                < 280 => (symbol - 256, 7),
                _ => (0b1100_0000 + symbol - 280, 8),
            };
            AddCode(code, bits);
        }

        public byte[] Finish()
        {
            if (_count > 0)
                _bytes.Add((byte)_held);
            return [.. _bytes];
        }
    }
}
