using System.Text;

namespace NeuralMemory.Yaml;

/// <summary>Shows a user's text inside a message: in quotes, on one line, not too long, and harmless to a terminal.</summary>
public static class Quoted
{
    private const int Longest = 48;

    /// <summary>The text in single quotes: at most 48 characters, what a terminal would obey written as escapes.</summary>
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
}
