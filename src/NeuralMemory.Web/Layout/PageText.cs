using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>Messages of the program as pages show them.</summary>
internal static class PageText
{
    /// <summary>A message, which on a terminal begins small and has no full stop, as a sentence; its words may be a file's.</summary>
    public static string Sentence(string message) => message.Length == 0 ? ""
        : Quoted.Harmless($"{char.ToUpperInvariant(message[0])}{message[1..].TrimEnd('.')}.");
}
