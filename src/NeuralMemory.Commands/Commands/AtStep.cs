using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The step after which a memory is drawn.</summary>
internal static class AtStep
{
    /// <summary>The step, in a trace's window; null where none was given.</summary>
    /// <exception cref="InvalidInputException">The window has no such step.</exception>
    public static int? Of(EpisodeTrace trace, int? given) =>
        given is not { } step || (step >= trace.First && step < trace.First + trace.Steps)
            ? given
            : throw new InvalidInputException(SourceMark.WholeFile("--at"),
                $"there is no step {step} in what is drawn; it has steps {trace.First} to {trace.First + trace.Steps - 1}");
}
