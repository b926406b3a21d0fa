using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>What cannot be shown, in a sentence.</summary>
internal static class ProblemWords
{
    /// <summary>The sentence; null for what nobody expects.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="folder">The folder that is shown; runs in it go by their names.</param>
    public static string? Of(Exception exception, ServedFolder folder) => exception switch
    {
        RunException or InvalidInputException or EngineException => PageText.Sentence(folder.Shorten(exception.Message)),
        IOException or UnauthorizedAccessException =>
            "A file of the run could not be read; it may be changing just now, or be gone. Load the page again.",
        _ => null,
    };
}
