using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory view</c>, in a build that left the viewer out.</summary>
internal static class ViewCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        _ = (terminal, engines);
        DocumentedCommand command = new("view", "Show runs in the browser; this program was built without it", "neuralmemory view")
        {
            new Argument<string[]>("RUN") { Description = "A run's folder, or one that runs lie below", Arity = ArgumentArity.ZeroOrMore },
        };
        command.SetAction(int (ParseResult _) => throw new InvalidInputException(
            SourceMark.WholeFile("view"), "this program was built without the viewer; the .NET tool has it"));
        return command;
    }
}
