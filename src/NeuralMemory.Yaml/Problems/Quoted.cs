using System.Text;

namespace NeuralMemory.Yaml;

/// <summary>Shows text that somebody else wrote, so that a terminal obeys none of it.</summary>
public static class Quoted
{
    private const int Longest = 48;

    /// <summary>The text as it is, with what a terminal would obey written as escapes: lines and tabs stay.</summary>
    public static string Harmless(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select((c, i) => IsObeyed(text, i) ? $"\\u{(int)c:X4}" : c.ToString()))
        : text;

    /// <summary>The text in single quotes, for a message: one line, at most 48 characters, nothing that a terminal obeys.</summary>
    public static string Text(string text)
    {
        var shown = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
            shown.Append(c switch
            {
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        return shown.Append(text.Length > Longest ? "...'" : "'").ToString();
    }

    /// <summary>A carriage return that ends no line lets what follows hide what stands before it.</summary>
    private static bool IsObeyed(string text, int at) => char.IsControl(text[at]) && text[at] is not ('\n' or '\t')
        && !(text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
}
