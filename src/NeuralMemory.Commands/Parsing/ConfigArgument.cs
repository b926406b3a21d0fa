using System.CommandLine;
using System.CommandLine.Completions;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>The argument that names a config.</summary>
internal static class ConfigArgument
{
    /// <summary>One config: a file, or a name that a shell completes.</summary>
    /// <param name="description">What help says of it.</param>
    public static Argument<string> One(string description)
    {
        // Or else the help would list every config in its place.
        Argument<string> argument = new("CONFIG") { HelpName = "CONFIG", Description = description };
        argument.CompletionSources.Add(_ => ConfigLibrary.Here.Files.Keys.Select(name => new CompletionItem(name)));
        return argument;
    }
}
