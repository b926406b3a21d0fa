using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>What cannot be shown, in a sentence.</summary>
internal static class ProblemWords
{
    /// <summary>The sentence; null for what nobody expects.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        RunException or InvalidInputException or EngineException => Sentence(exception.Message),
        IOException or UnauthorizedAccessException =>
            "A file of the run could not be read; it may be changing just now, or be gone. Load the page again.",
        _ => null,
    };

    private static string Sentence(string message) => message.Length == 0
        ? "This cannot be shown."
        : Quoted.Harmless($"{char.ToUpperInvariant(message[0])}{message[1..]}".TrimEnd('.')) + ".";
}
