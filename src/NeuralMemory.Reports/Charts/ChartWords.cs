namespace NeuralMemory.Reports;

/// <summary>Text of charts: there is no font to measure with, so that widths are estimates that are rather too wide.</summary>
internal static class ChartWords
{
    /// <summary>The sizes of fonts.</summary>
    public const double TitleSize = 16, TextSize = 12, MarkSize = 11;

    /// <summary>How wide a text is, about.</summary>
    public static double WidthOf(string text, double size) => 0.57 * size * text.Length;

    /// <summary>A text in lines that are no wider than that, where words are that short.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        List<string> lines = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && WidthOf($"{lines[^1]} {word}", size) <= width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        return lines;
    }

    /// <summary>A text cut to that width, with a sign of it.</summary>
    public static string Cut(string text, double size, double width)
    {
        int room = Math.Max(1, (int)(width / (0.57 * size)));
        return text.Length <= room ? text : text[..Math.Max(1, room - 1)] + "…";
    }

    /// <summary>Without the characters that XML cannot hold, as words of a corpus may: these are written as escapes.</summary>
    public static string Clean(string text) => text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE')
        ? string.Concat(text.Select((c, i) => IsText(text, i) ? c.ToString() : $"\\u{(int)c:X4}"))
        : text;

    private static bool IsText(string text, int at) => text[at] is '\t' or '\n' or '\r'
        || (char.IsSurrogate(text[at])
            ? char.IsSurrogatePair(text, at) || (at > 0 && char.IsSurrogatePair(text, at - 1))
            : !char.IsControl(text[at]) && text[at] is not ('\uFFFE' or '\uFFFF'));
}
