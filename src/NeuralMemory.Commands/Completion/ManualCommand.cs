using System.CommandLine;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory man</c>: prints the manual page.</summary>
internal static class ManualCommand
{
    /// <summary>What is typed for it.</summary>
    public const string Name = "man";

    public static Command Create(Terminal terminal)
    {
        DocumentedCommand command = new(Name, "Print the manual page, for man",
            "neuralmemory man | man -l -",
            "neuralmemory man > ~/.local/share/man/man1/neuralmemory.1");
        command.SetAction(parsed =>
        {
            terminal.Out.Write(ManualPage.Of((RootCommand)parsed.RootCommandResult.Command, ProgramVersion.Short));
            return ExitCodes.Done;
        });
        return command;
    }
}
