using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>Messages of the program as pages show them.</summary>
internal static class PageText
{
    /// <summary>
    /// A message, which on a terminal begins small and has no full stop, as a sentence; its words may be a file's. One that begins with a
    /// path or a key begins as that does.
    /// </summary>
    public static string Sentence(string message)
    {
        if (message.Length == 0)
            return "";
        string text = Quoted.Harmless(message.TrimEnd('.'));
        bool isWord = text.TakeWhile(c => c != ' ').All(char.IsLetter);
        return (isWord ? char.ToUpperInvariant(text[0]) + text[1..] : text) + (text is [.., '?' or '!'] ? "" : ".");
    }
}
