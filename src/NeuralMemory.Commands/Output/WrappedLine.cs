namespace NeuralMemory.Commands;

/// <summary>
/// A line in parts that a terminal has room for, broken between words. What is read as one stays whole: a number with the word or the
/// number before it and with its unit, <c>length = 20</c>, <c>[1, 20]</c>. Colours take no room.
/// </summary>
internal static class WrappedLine
{
    private static readonly string[] Units = ["%", "s", "min", "h", "MiB"];

    /// <summary>The parts; a word that is longer than a line has one of its own, which is too long.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="indent">By how much all parts but the first are indented.</param>
    public static IEnumerable<string> Of(string line, int width, int indent)
    {
        while (FittingOf(line, width) is var end && end < line.Length && Break(line, end, indent) is >= 0 and var space)
        {
            yield return line[..space].TrimEnd();
            line = new string(' ', indent) + line[(space + 1)..];
        }

        yield return line;
    }

    /// <summary>How many characters of a line fit, the codes of colours among them.</summary>
    private static int FittingOf(string line, int width)
    {
        int at = 0;
        for (int shown = 0; at < line.Length; at++)
            if (line[at] == '\e')
                at = line.IndexOf('m', at);
            else if (shown++ == width)
                break;
        return at;
    }

    /// <summary>The last space at which what is before it fits, or the first one of all; -1 for none.</summary>
    private static int Break(string line, int last, int indent)
    {
        int space = last;
        while (space > indent && !IsBetweenWords(line, space))
            space--;
        if (space > indent)
            return space;
        for (space = last + 1; space < line.Length; space++)
            if (IsBetweenWords(line, space))
                return space;
        return -1;
    }

    private static bool IsBetweenWords(string line, int space) => line[space] == ' ' && !Belongs(line, space);

    private static bool Belongs(string line, int space)
    {
        if (space == 0 || space + 1 >= line.Length)
            return false;
        char before = line[space - 1], after = line[space + 1];
        return before == '=' || after == '='
            || (char.IsAsciiDigit(after) && (char.IsAsciiLetterOrDigit(before) || IsInRange(line, space)))
            || (char.IsAsciiDigit(before) && Units.Contains(WordAt(line, space + 1)));
    }

    /// <summary>Whether a bracket is open that is not the code of a colour.</summary>
    private static bool IsInRange(string line, int space) =>
        line.LastIndexOf('[', space) is > 0 and var open && open > line.LastIndexOf(']', space) && line[open - 1] != '\e';

    private static string WordAt(string line, int start)
    {
        int end = start;
        while (end < line.Length && (char.IsAsciiLetter(line[end]) || line[end] == '%'))
            end++;
        return line[start..end];
    }
}
