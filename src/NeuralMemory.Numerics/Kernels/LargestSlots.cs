using System.Numerics;
using System.Runtime.CompilerServices;
#if REAL_IS_DOUBLE
using Key = System.Int64;
#else
using Key = System.Int32;
#endif

namespace NeuralMemory.Numerics;

/// <summary>
/// Finds the slots with the largest numbers. The least of the chosen is found bit by bit, each time counting in vectors how many
/// numbers reach it: a time that hardly depends on the numbers, or on how many are chosen.
/// </summary>
public static unsafe class LargestSlots
{
    private const int HighestBit = 8 * sizeof(Key) - 2;

    /// <summary>
    /// Lists the slots with the values of the largest magnitudes, in ascending order of the slots; of equal values the lower slots. A NaN
    /// is larger than any number.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many slots there are.</param>
    /// <param name="most">How many are chosen, at least 1; all when there are no more.</param>
    /// <param name="chosen">Receives the slots.</param>
    /// <returns>How many slots were chosen: the smaller of count and most.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Choose(Real* values, int count, int most, int* chosen)
    {
        if (count <= most)
        {
            for (int i = 0; i < count; i++)
                chosen[i] = i;
            return count;
        }

        Key least = 0;
        int reached = count;
        for (int bit = HighestBit; bit >= 0 && reached > most; bit--)
        {
            int reach = CountAtLeast(values, count, least | (Key)1 << bit);
            if (reach < most)
                continue;
            least |= (Key)1 << bit;
            reached = reach;
        }

        // Where more reach the least one than are wanted, all bits are known, so that they are equal to it.
        int equals = reached == most ? most : most - (least == Key.MaxValue ? 0 : CountAtLeast(values, count, least + 1));
        int lanes = Vector<Real>.Count, found = 0;
        for (int start = 0; found < most; start += lanes)
        {
            int end = Math.Min(start + lanes, count);
            if (end == start + lanes && !Vector.GreaterThanOrEqualAny(KeysAt(values + start), Vector.Create(least)))
                continue;
            for (int i = start; i < end && found < most; i++)
            {
                Key key = KeyOf(values[i]);
                if (key > least || (key == least && equals-- > 0))
                    chosen[found++] = i;
            }
        }

        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountAtLeast(Real* values, int count, Key least)
    {
        int lanes = Vector<Real>.Count, i = 0;
        Vector<Key> bound = Vector.Create(least - 1), sum = Vector<Key>.Zero;
        for (; i <= count - lanes; i += lanes)
            sum -= Vector.GreaterThan(KeysAt(values + i), bound);
        int total = (int)Vector.Sum(sum);
        for (; i < count; i++)
            total += KeyOf(values[i]) >= least ? 1 : 0;
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<Key> KeysAt(Real* values) => Vector.As<Real, Key>(Vector.Load(values)) & Vector.Create(Key.MaxValue);

    /// <summary>The bits without the sign: ordered like the magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Key KeyOf(Real value)
    {
#if REAL_IS_DOUBLE
        return BitConverter.DoubleToInt64Bits(value) & Key.MaxValue;
#else
        return BitConverter.SingleToInt32Bits(value) & Key.MaxValue;
#endif
    }
}
