namespace NeuralMemory.Tasks;

/// <summary>What functions of binary numbers do with their digits, the lowest first.</summary>
internal static class BinaryDigits
{
    /// <summary>A number without the zeros above its highest 1; one 0 is left of nothing but zeros.</summary>
    public static RowView Trim(RowView number) => number with { Count = Math.Max(1, number.Span(1).LastIndexOf((Real)1) + 1) };

    /// <summary>Whether a number is less than another one of as many digits.</summary>
    public static bool IsBelow(ReadOnlySpan<byte> number, ReadOnlySpan<byte> other)
    {
        for (int i = number.Length - 1; i >= 0; i--)
            if (number[i] != other[i])
                return number[i] < other[i];
        return false;
    }

    /// <summary>Takes a number from one of as many digits that is not less.</summary>
    public static void Subtract(Span<byte> from, ReadOnlySpan<byte> number)
    {
        int borrow = 0;
        for (int i = 0; i < from.Length; i++)
        {
            int digit = from[i] - number[i] - borrow;
            borrow = digit < 0 ? 1 : 0;
            from[i] = (byte)(digit & 1);
        }
    }
}
