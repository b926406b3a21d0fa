using Spectre.Console;
using Spectre.Console.Rendering;

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

    /// <summary>Writes a line above the bars, which are drawn again below it.</summary>
    public static void WriteAbove(this IAnsiConsole console, string line, Style? style = null) =>
        console.Write(new Cleared(new Text(line + "\n", style)));

    /// <summary>Text in place of the bars: what of them is longer would stay behind it.</summary>
    private sealed class Cleared(IRenderable text) : Renderable
    {
        private const string ClearBelow = "\e[J";

        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            [Segment.Control(ClearBelow), .. text.Render(options, maxWidth)];
    }
}
