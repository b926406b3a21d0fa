namespace NeuralMemory.Numerics;

/// <summary>
/// Reads or writes numbers in rows, one after another: so what belongs together is written down once, for both ways. Each row has some
/// numbers in front, and then those of a word.
/// </summary>
/// <param name="numbers">[rows, front + width]</param>
/// <param name="width">W.</param>
/// <param name="isReading">Whether the numbers are read; else they are written.</param>
internal unsafe ref struct StateRows(Real* numbers, int width, bool isReading)
{
    /// <summary>How many numbers stand before a word.</summary>
    public const int InFront = 3;

    private Real* _next = numbers;

    /// <summary>Whether the numbers are read.</summary>
    public readonly bool IsReading => isReading;

    /// <summary>How many rows hold so many numbers.</summary>
    public static int RowsOf(int count, int width) => (count + width - 1) / width;

    /// <summary>A word of the row that comes next, and on to the next row.</summary>
    public void Word(Real* word)
    {
        Real* there = _next + InFront;
        if (isReading)
            Elementwise.Copy(there, word, width);
        else
            Elementwise.Copy(word, there, width);
        _next = there + width;
    }

    /// <summary>Two numbers in front of the row that comes next.</summary>
    public readonly void Front(ref Real first, ref Real second)
    {
        if (isReading)
            (first, second) = (_next[0], _next[1]);
        else
            (_next[0], _next[1]) = (first, second);
    }

    /// <summary>Three whole numbers in front of the row that comes next.</summary>
    public readonly void Front(ref int first, ref int second, ref int third)
    {
        if (isReading)
            (first, second, third) = ((int)_next[0], (int)_next[1], (int)_next[2]);
        else
            (_next[0], _next[1], _next[2]) = (first, second, third);
    }

    /// <summary>Numbers that fill as many rows as they need.</summary>
    public void Numbers(Span<Real> all)
    {
        for (int at = 0; at < all.Length; at += width)
        {
            Span<Real> part = all.Slice(at, Math.Min(width, all.Length - at)), there = new(_next + InFront, part.Length);
            if (isReading)
                there.CopyTo(part);
            else
                part.CopyTo(there);
            _next += InFront + width;
        }
    }

    /// <summary>A row that has whole numbers in front, and nothing else.</summary>
    public void Heading(ref int first, ref int second, ref int third)
    {
        Front(ref first, ref second, ref third);
        _next += InFront + width;
    }
}
