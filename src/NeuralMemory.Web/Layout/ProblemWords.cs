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
        InvalidInputException { Diagnostics: [var first, ..] } when PlaceOf(first.Mark) is { } place =>
            PageText.Sentence(folder.Shorten($"'{place}': {first.Message}")),
        RunException or InvalidInputException or EngineException => PageText.Sentence(folder.Shorten(exception.Message)),
        IOException or UnauthorizedAccessException =>
            "A file of the run could not be read; it may be changing just now, or be gone. Load the page again.",
        _ => null,
    };

    /// <summary>What of the address is wrong, as it stands there; null for a place in a file.</summary>
    private static string? PlaceOf(SourceMark mark)
    {
        // What a page asks for is a setting to the reader of settings, as one of a command line is.
        const string option = "--set ";
        return mark.File.StartsWith(option, StringComparison.Ordinal)
            ? mark.File[option.Length..].Replace($" {option}", ", ", StringComparison.Ordinal)
            : mark.Line == 0 ? mark.File : null;
    }
}
