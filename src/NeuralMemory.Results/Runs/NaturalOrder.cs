namespace NeuralMemory.Results;

/// <summary>Orders names as people count, <c>seed-2</c> before <c>seed-10</c>; else by code, so that the order is one everywhere.</summary>
public sealed class NaturalOrder : IComparer<string?>
{
    private NaturalOrder()
    {
    }

    /// <summary>The order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                ReadOnlySpan<char> first = Digits(x, ref i), second = Digits(y, ref j);
                int order = first.Length != second.Length ? first.Length - second.Length : first.SequenceCompareTo(second);
                if (order != 0)
                    return order;
            }
            else if (x[i++] - y[j++] is not 0 and var order)
            {
                return order;
            }
        }

        // Names that only zeros before a number tell apart are two names all the same.
        return (x.Length - i - (y.Length - j)) is not 0 and var rest ? rest : string.CompareOrdinal(x, y);
    }

    /// <summary>The digits at a place, without zeros before them; the place moves behind them.</summary>
    private static ReadOnlySpan<char> Digits(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text.AsSpan(start, at - start).TrimStart('0');
    }
}
