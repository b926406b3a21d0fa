using System.Runtime.InteropServices;

namespace NeuralMemory.Commands;

/// <summary>
/// Lines below all that a terminal shows, which are drawn again as they change; what else is said is written above them. The cursor rests
/// where they begin: however a terminal breaks them that is made narrower, and whatever a shell writes there meanwhile, all below the
/// cursor is theirs, and is cleared.
/// </summary>
internal sealed class LiveLines : IDisposable
{
    private const string Clear = "\r\e[J", HideCursor = "\e[?25l", ShowCursor = "\e[?25h";

    /// <summary>A line that is too long after all, because the terminal was made narrower just now, is cut and not broken.</summary>
    private const string Unbroken = "\e[?7l", Broken = "\e[?7h";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _turn = new();
    private readonly Terminal _terminal;
    private readonly Func<int, IEnumerable<string>> _lines;
    private readonly ITimer _timer;
    private readonly PosixSignalRegistration? _stops, _continues;
    private string _drawn = "";
    private int _drawnWidth;
    private bool _isAsleep, _isEnded;

    /// <summary>Draws from now on, ten times a second.</summary>
    /// <param name="terminal">An interactive one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lines">The lines for a number of columns, none longer than that; asked on threads of its own.</param>
    public LiveLines(Terminal terminal, TimeProvider time, Func<int, IEnumerable<string>> lines)
    {
        (_terminal, _lines) = (terminal, lines);
        terminal.Live = this;
        _stops = StopSignal.Listen(Sleep, Wake);
        _continues = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Wake());
        _timer = time.CreateTimer(_ => Draw(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>Says something above the lines.</summary>
    public void Interject(Action say)
    {
        lock (_turn)
        {
            Hide();
            say();
        }

        Draw();
    }

    /// <summary>Draws the lines, if they are not there as they are.</summary>
    public void Draw()
    {
        lock (_turn)
        {
            if (_isAsleep || _isEnded)
                return;
            int width = _terminal.Width;
            string[] lines = [.. _lines(width).Take(Math.Max(1, _terminal.Height - 1))];
            string text = string.Join("\r\n", lines);
            if (lines.Length == 0 || (text == _drawn && width == _drawnWidth))
                return;
            string back = lines.Length > 1 ? $"\r\e[{lines.Length - 1}A" : "\r";
            _terminal.Out.Write($"{HideCursor}{Unbroken}{Clear}{text}{back}{Broken}");
            (_drawn, _drawnWidth) = (text, width);
        }
    }

    /// <summary>The process is about to be stopped, or the lines to end: the terminal is another's.</summary>
    public void Sleep()
    {
        lock (_turn)
        {
            Hide();
            _isAsleep = true;
        }
    }

    /// <summary>The process goes on.</summary>
    public void Wake()
    {
        lock (_turn)
            (_isAsleep, _drawn) = (false, "");
        Draw();
    }

    /// <summary>Takes the lines away; they do not come back.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            if (_isEnded)
                return;
            Hide();
            _isEnded = true;
        }

        _terminal.Live = null;
        _timer.Dispose();
        _stops?.Dispose();
        _continues?.Dispose();
    }

    private void Hide()
    {
        if (_isEnded || _drawn.Length == 0)
            return;
        _terminal.Out.Write(Clear + ShowCursor);
        _drawn = "";
    }
}
