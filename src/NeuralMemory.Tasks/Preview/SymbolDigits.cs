using System.Globalization;

namespace NeuralMemory.Tasks;

/// <summary>The numbers of symbols as they are read downwards, a digit on each line.</summary>
internal static class SymbolDigits
{
    /// <summary>How many lines there are: the digits of the largest number.</summary>
    public static int Count(int symbols) => (symbols - 1).ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>What stands on a line: a digit, or a blank above the first one; of no symbol, a dot on the last line.</summary>
    public static char At(Real number, int symbols, int line)
    {
        int count = Count(symbols);
        string digits = number == Channel.Blank ? "·" : ((int)number).ToString(CultureInfo.InvariantCulture);
        int at = line - (count - digits.Length);
        return at < 0 ? ' ' : digits[at];
    }
}
