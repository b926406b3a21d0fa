using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>Symbols that have a column each.</summary>
internal static class OneHot
{
    /// <summary>The symbol that a step shows; <see cref="Channel.Blank"/> for none, null where the columns are no symbol.</summary>
    public static int? SymbolOf(ReadOnlySpan<float> columns)
    {
        int symbol = Channel.Blank;
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] == 0)
                continue;
            if (columns[i] != 1 || symbol != Channel.Blank)
                return null;
            symbol = i;
        }

        return symbol;
    }
}
