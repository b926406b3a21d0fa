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
        InvalidInputException { Diagnostics: [var first, ..] } when PlaceOf(first.Mark) is { } place =>
            $"'{place}': {Closed(first.Message)}",
        RunException or InvalidInputException or EngineException => Sentence(exception.Message),
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
            ? Quoted.Harmless(mark.File[option.Length..].Replace($" {option}", ", ", StringComparison.Ordinal))
            : mark.Line == 0 ? Quoted.Harmless(mark.File) : null;
    }

    private static string Sentence(string message) =>
        message.Length == 0 ? "This cannot be shown." : Closed($"{char.ToUpperInvariant(message[0])}{message[1..]}");

    private static string Closed(string message) => Quoted.Harmless(message.TrimEnd('.')) + ".";
}
