using Spectre.Console;

namespace NeuralMemory.Commands;

/// <summary>The console on which progress bars move.</summary>
internal static class ProgressConsole
{
    /// <summary>That of an interactive terminal.</summary>
    public static IAnsiConsole Of(Terminal terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;
        return console;
    }
}
