using System.Text;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Where the command speaks: results to <see cref="Out"/>, errors to <see cref="Error"/>.</summary>
/// <param name="output">Results, and nothing else when a script asked for JSON.</param>
/// <param name="error">Errors.</param>
internal sealed class Terminal(TextWriter output, TextWriter error) : IDisposable
{
    private const int UsualWidth = 100, LeastWidth = 20, LeastHeight = 2;

    /// <summary>For results.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>For errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>What is below <see cref="Out"/>, where that can fail; null elsewhere.</summary>
    public StandardOutput? Standard { private get; init; }

    /// <summary>That <see cref="Out"/> takes nothing more; null while all is well.</summary>
    public OutputLoss? Loss => Standard?.Loss;

    /// <summary>Whether somebody watches <see cref="Out"/>, so that a progress bar can move.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether <see cref="Out"/> may be coloured.</summary>
    public bool Colors { get; init; }

    /// <summary>Whether <see cref="Error"/> may be coloured.</summary>
    public bool ErrorColors { get; init; }

    /// <summary>The columns of a line: on a terminal as many as it has now.</summary>
    public int Width
    {
        get => MeasureWidth?.Invoke() ?? field;
        init;
    } = UsualWidth;

    /// <summary>The rows of a terminal.</summary>
    public int Height => MeasureHeight?.Invoke() ?? int.MaxValue;

    /// <summary>Tells how wide a terminal is now; null where that never changes.</summary>
    public Func<int>? MeasureWidth { private get; init; }

    /// <summary>Tells how wide the terminal is now that shows <see cref="Error"/>; null where none does.</summary>
    public Func<int>? MeasureErrorWidth { private get; init; }

    /// <summary>Tells how high a terminal is now; null where that does not matter.</summary>
    public Func<int>? MeasureHeight { private get; init; }

    /// <summary>The lines that are drawn again and again at the end of <see cref="Out"/>; null for none.</summary>
    public LiveLines? Live { get; set; }

    /// <summary>What the command is called where it tells what to type: the program that hosts it.</summary>
    public string Program { get; init; } = ProgramName.Installed;

    /// <summary>The process's own: without a terminal, or with <c>NO_COLOR</c> set, nothing is coloured.</summary>
    /// <param name="program">What the command is called; null for what a user can type.</param>
    public static Terminal Open(string? program = null)
    {
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        bool isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        bool colors = !isDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        StandardOutput output = StandardOutput.Open();
        return new(
            new StreamWriter(output, encoding) { AutoFlush = true },
            new StreamWriter(new StandardError(Console.OpenStandardError()), encoding) { AutoFlush = true })
        {
            Standard = output,
            Program = program ?? ProgramName.Find(AppContext.BaseDirectory, Environment.CurrentDirectory),
            IsInteractive = !Console.IsOutputRedirected && !isDumb,
            Colors = colors && !Console.IsOutputRedirected,
            ErrorColors = colors && !Console.IsErrorRedirected,
            MeasureWidth = Console.IsOutputRedirected ? null : () => Math.Max(LeastWidth, Console.WindowWidth),
            MeasureErrorWidth = Console.IsErrorRedirected ? null : () => Math.Max(LeastWidth, Console.WindowWidth),
            MeasureHeight = Console.IsOutputRedirected ? null : () => Math.Max(LeastHeight, Console.WindowHeight),
        };
    }

    /// <summary>
    /// Prints a line; one that a terminal has no room for goes on in further ones, broken between words (see <see cref="WrappedLine"/>).
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="indent">By how much the further ones are indented.</param>
    public void WriteWords(string line, int indent = 13)
    {
        foreach (string part in IsInteractive ? WrappedLine.Of(line, Width, indent) : [line])
            Out.WriteLine(part);
    }

    /// <summary>The same for what is besides the results: an error, a warning.</summary>
    /// <param name="line">The line.</param>
    public void WriteErrorWords(string line)
    {
        foreach (string part in MeasureErrorWidth is { } measure ? WrappedLine.Of(line, measure(), indent: 2) : [line])
            Error.WriteLine(part);
    }

    /// <summary>Prints an error, whose words may be those of a file.</summary>
    public void Fail(string message)
    {
        message = Quoted.Harmless(message);
        WriteErrorWords(ErrorColors ? $"\e[31merror:\e[0m {message}" : $"error: {message}");
    }

    /// <summary>Text in a colour, where colours are allowed.</summary>
    public string Paint(string text, TextColor color) => Colors ? $"\e[{(int)color}m{text}\e[0m" : text;

    /// <summary>Says something besides the results, above lines that are drawn again and again.</summary>
    public void Interject(Action say)
    {
        if (Live is { } live)
            live.Interject(say);
        else
            say();
    }

    /// <summary>
    /// From now on <see cref="Out"/> may fail without an error: there is work that is worth more than what is said of it.
    /// </summary>
    public void OutliveOutput()
    {
        if (Standard is { } standard)
            standard.IsOptional = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Whoever read the output may be gone; there is nobody left to tell.
        try
        {
            Out.Flush();
        }
        catch (OutputLostException)
        {
        }
    }
}
