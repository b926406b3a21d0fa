using System.CommandLine;

namespace NeuralMemory.Commands.Tests;

/// <summary>All commands that there are, so that no test forgets one.</summary>
internal static class CommandTree
{
    /// <summary>The root and everything below it that help shows.</summary>
    public static IReadOnlyList<Command> All { get; } = Below(CommandLine.Build(
        new Terminal(TextWriter.Null, TextWriter.Null), AvailableEngines.All));

    /// <summary>What is typed behind the program's name; empty for the root.</summary>
    public static string NameOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{NameOf(parent)} {command.Name}".TrimStart()
        : "";

    private static IReadOnlyList<Command> Below(Command command) =>
        [command, .. command.Subcommands.Where(inner => !inner.Hidden).SelectMany(Below)];
}
