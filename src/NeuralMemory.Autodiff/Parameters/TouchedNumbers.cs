using System.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Which numbers of a block that is laid out like the parameters may be other than zero, by stretches of <see cref="Stretch"/>. Of a large
/// table, of which a pass reads a few rows, most gradients are zero, and so are the averages of rows that were never read: to know of them
/// spares work, and changes no bit.
/// </summary>
public sealed class TouchedNumbers
{
    /// <summary>The numbers of a stretch: whole cache lines, and pairs of the widest vectors.</summary>
    public const int Stretch = 64;

    private const int BitsOfWord = 64;

    private readonly ulong[] _words;
    private readonly int _length;

    /// <param name="length">How many numbers the block has; none of them is touched.</param>
    public TouchedNumbers(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _length = length;
        _words = new ulong[(length / Stretch + BitsOfWord) / BitsOfWord];
    }

    /// <summary>How many numbers the block has.</summary>
    public int Length => _length;

    /// <summary>How many of them are in stretches that are touched.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int at = 0; Next(this, _length, ref at, out int first, out int end);)
                count += end - first;
            return count;
        }
    }

    /// <summary>Some numbers are touched.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many, at least 1.</param>
    public void Add(int first, int count)
    {
        for (int stretch = first / Stretch; stretch <= (first + count - 1) / Stretch; stretch++)
            _words[stretch / BitsOfWord] |= 1UL << stretch % BitsOfWord;
    }

    /// <summary>Those of another block of the same layout are touched, too.</summary>
    /// <param name="other">The other.</param>
    public void Add(TouchedNumbers other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    /// <summary>All are touched.</summary>
    public void AddAll() => Array.Fill(_words, ulong.MaxValue);

    /// <summary>Nothing is touched any more.</summary>
    public void Clear() => Array.Clear(_words);

    /// <summary>Stretches that lie whole in a range are not touched any more; what shares one with other numbers stays.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many.</param>
    internal void Remove(int first, int count)
    {
        for (int stretch = (first + Stretch - 1) / Stretch; stretch < (first + count) / Stretch; stretch++)
        {
            // Of a large table most words are empty, or become so.
            if (stretch % BitsOfWord == 0 && (stretch + BitsOfWord) * (long)Stretch <= first + count)
            {
                _words[stretch / BitsOfWord] = 0;
                stretch += BitsOfWord - 1;
                continue;
            }

            _words[stretch / BitsOfWord] &= ~(1UL << stretch % BitsOfWord);
        }
    }

    /// <summary>Whether any number of a range may be touched.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many, at least 1.</param>
    public bool Has(int first, int count)
    {
        for (int stretch = first / Stretch; stretch <= (first + count - 1) / Stretch; stretch++)
            if ((_words[stretch / BitsOfWord] >> stretch % BitsOfWord & 1) != 0)
                return true;
        return false;
    }

    /// <summary>The bits of the stretches from one on, the first lowest; eight at most that stand together.</summary>
    internal byte EightFrom(int stretch) => (byte)(_words[stretch / BitsOfWord] >> stretch % BitsOfWord);

    /// <summary>Finds the next numbers that are touched.</summary>
    /// <param name="touched">What is touched; null for all.</param>
    /// <param name="length">How many numbers the block has; fewer to look at its beginning alone.</param>
    /// <param name="at">Where to look from, a multiple of a stretch; receives where to go on.</param>
    /// <param name="first">The first number.</param>
    /// <param name="end">One more than the last of those that follow it without a gap.</param>
    /// <returns>Whether there are any.</returns>
    public static bool Next(TouchedNumbers? touched, int length, ref int at, out int first, out int end)
    {
        (first, end) = (at, length);
        if (touched is null)
            at = length;
        else if (at < length)
            (first, end, at) = touched.Run(at, length);
        return first < end;
    }

    private (int First, int End, int At) Run(int at, int length)
    {
        int start = Find(at / Stretch, flip: 0), stop = Find(start, flip: ulong.MaxValue);
        int end = (int)Math.Min((long)stop * Stretch, length);
        return ((int)Math.Min((long)start * Stretch, length), end, end);
    }

    /// <summary>The next stretch from one on that is touched, or, flipped, that is not; one behind all of them for none.</summary>
    private int Find(int stretch, ulong flip)
    {
        for (int word = stretch / BitsOfWord; word < _words.Length; word++)
        {
            ulong bits = (_words[word] ^ flip) & (word == stretch / BitsOfWord ? ulong.MaxValue << stretch % BitsOfWord : ulong.MaxValue);
            if (bits != 0)
                return word * BitsOfWord + BitOperations.TrailingZeroCount(bits);
        }

        return _words.Length * BitsOfWord;
    }
}
