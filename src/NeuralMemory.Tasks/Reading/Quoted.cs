using System.Text;

namespace NeuralMemory.Tasks;

/// <summary>Shows a user's text inside a message: in quotes, on one line, not too long, and harmless to a terminal.</summary>
internal static class Quoted
{
    private const int Longest = 48;

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
