using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if REAL_IS_DOUBLE
using Key = System.Int64;
#else
using Key = System.Int32;
#endif

namespace NeuralMemory.Numerics;

/// <summary>
/// The slots of a memory in the order of a number that each of them has, for example their usage. The bits of numbers that are not
/// negative are ordered like the numbers themselves, so that all of it is done on integers: few slots are ranked, each against all
/// others, without a branch; many are sorted digit by digit, in a time that does not depend on the values. No managed allocation.
/// </summary>
public static unsafe class SlotOrder
{
    // Ranking takes as long as sorting by digits at some 256 slots.
    private const int MostRanked = 192, MostOnStack = 4096, DigitBits = 8, Digits = 1 << DigitBits;

    /// <summary>
    /// Lists the slots by their values, the smallest first, equal ones (0 and -0 among them) by their index: order[0] is the slot with the
    /// smallest value. A negative value or a NaN is out of contract: all slots are still listed once each, those with such values last.
    /// </summary>
    /// <param name="values">The values, not negative.</param>
    /// <param name="count">How many slots there are; 0 is valid.</param>
    /// <param name="order">Receives <paramref name="count"/> indices.</param>
    public static void Ascending(Real* values, int count, int* order)
    {
        if (count <= MostRanked)
            Rank(values, count, order);
        else if (count <= MostOnStack)
            SortOnStack(values, count, order);
        else
            SortOnHeap(values, count, order);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rank(Real* values, int count, int* order)
    {
        int lanes = Vector<Key>.Count;
        Key* keys = stackalloc Key[MostRanked + Vector<Key>.Count], ranks = stackalloc Key[Vector<Key>.Count];
        for (int i = 0; i < count; i++)
            keys[i] = KeyOf(values[i]) ^ Key.MinValue; // vectors compare signed
        for (int i = count; i < count + lanes; i++)
            keys[i] = Key.MaxValue;
        for (int start = 0; start < count; start += lanes)
        {
            // A rank is how many keys come before: of those to the left the ones that are not larger, to the right the smaller ones.
            // A comparison that holds is -1.
            int end = Math.Min(start + lanes, count);
            Vector<Key> own = Vector.Load(keys + start), rank = Vector.Create((Key)start);
            for (int j = 0; j < start; j++)
                rank += Vector.LessThan(own, Vector.Create(keys[j]));
            for (int j = start; j < end; j++)
            {
                Vector<Key> other = Vector.Create(keys[j]);
                Vector<Key> isRight = Vector.GreaterThan(Vector<Key>.Indices, Vector.Create((Key)(j - start)));
                rank -= Vector.GreaterThan(own, other) | (Vector.Equals(own, other) & isRight);
            }

            for (int j = end; j < count; j++)
                rank -= Vector.GreaterThan(own, Vector.Create(keys[j]));
            Vector.Store(rank, ranks);
            for (int i = start; i < end; i++)
                order[ranks[i - start]] = i;
        }
    }

    [SkipLocalsInit]
    private static void SortOnStack(Real* values, int count, int* order)
    {
        int* scratch = stackalloc int[count];
        SortDigits(values, count, order, scratch);
    }

    private static void SortOnHeap(Real* values, int count, int* order)
    {
        int* scratch = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
        SortDigits(values, count, order, scratch);
        NativeMemory.Free(scratch);
    }

    /// <summary>Sorts by the last digit, then by the one before it, and so on, each time leaving equal ones as they were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortDigits(Real* values, int count, int* order, int* scratch)
    {
        int* places = stackalloc int[sizeof(Key) * Digits];
        new Span<int>(places, sizeof(Key) * Digits).Clear();
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
            Key key = KeyOf(values[i]);
            for (int digit = 0; digit < sizeof(Key); digit++, key >>= DigitBits)
                places[digit * Digits + (int)(key & (Digits - 1))]++;
        }

        int* from = order, to = scratch;
        Key first = KeyOf(values[0]);
        for (int digit = 0; digit < sizeof(Key); digit++, places += Digits)
        {
            int shift = digit * DigitBits;
            if (places[(int)(first >> shift & (Digits - 1))] == count)
                continue;
            int place = 0;
            for (int i = 0; i < Digits; i++)
                (places[i], place) = (place, place + places[i]);
            for (int i = 0; i < count; i++)
            {
                int slot = from[i];
                to[places[(int)(KeyOf(values[slot]) >> shift & (Digits - 1))]++] = slot;
            }

            int* sorted = to;
            to = from;
            from = sorted;
        }

        if (from != order)
            new Span<int>(from, count).CopyTo(new Span<int>(order, count));
    }

    /// <summary>Unsigned, these are ordered like numbers that are not negative. Adding 0 makes 0 of -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Key KeyOf(Real value)
    {
        Real plain = value + 0;
#if REAL_IS_DOUBLE
        return BitConverter.DoubleToInt64Bits(plain);
#else
        return BitConverter.SingleToInt32Bits(plain);
#endif
    }
}
