namespace NeuralMemory.Commands.Tests;

/// <summary>Lines that are drawn again and again leave nothing of themselves behind, whatever happens to the terminal.</summary>
public sealed class LiveLinesTests : IDisposable
{
    private const string Bar = "================ 40 % step 12,000  loss 0.694  errors 46.4  571 seq/s";

    private readonly Screen _screen = new(80);
    private readonly Terminal _terminal;
    private readonly LiveLines _lines;
    private int _width = 80;
    private string[] _shown = [Bar];

    public LiveLinesTests()
    {
        _terminal = new(_screen, TextWriter.Null) { IsInteractive = true, MeasureWidth = () => _width };
        _lines = new(_terminal, new Still(), width => _shown.Select(line => line.Length <= width ? line : line[..width]));
    }

    [Fact]
    public void What_is_said_stands_above_them_broken_between_words()
    {
        _lines.Draw();
        string said = string.Join(' ', Enumerable.Repeat("evaluation", 12));
        _lines.Interject(() => _terminal.WriteWords(said, indent: 2));
        string[] rows = _screen.Text.Split('\n');
        Assert.Equal(3, rows.Length);
        Assert.Equal(said, string.Join(' ', rows[..2].Select(row => row.Trim())));
        Assert.Equal(Bar, rows[2]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(21)]
    public void A_terminal_made_narrower_and_wider_shows_them_once(int narrow)
    {
        _lines.Interject(() => _terminal.WriteWords("one", indent: 2));
        for (int width = 79; width >= narrow; width--)
            Resize(width);
        Assert.Equal($"one\n{Bar[..Math.Min(narrow, Bar.Length)].TrimEnd()}", _screen.Text);
        Resize(120);
        Assert.Equal($"one\n{Bar}", _screen.Text);
    }

    [Fact]
    public void Several_lines_grow_fewer_and_more()
    {
        foreach (int count in (int[])[3, 1, 2])
        {
            _shown = [.. Enumerable.Range(0, count).Select(i => $"{i} {Bar}")];
            _lines.Draw();
            Resize(50);
            Assert.Equal(count, _screen.Text.Split('\n').Length);
            Resize(80);
            Assert.Equal(string.Join('\n', _shown), _screen.Text);
        }
    }

    [Fact]
    public void A_process_that_is_stopped_and_goes_on_leaves_no_fragment()
    {
        _lines.Draw();
        _screen.Write("^Z");
        _lines.Sleep();
        _screen.Write("\r\n[1]+  Stopped\n$ fg\n");
        _lines.Draw();
        Assert.Equal("\n[1]+  Stopped\n$ fg", _screen.Text);
        _lines.Wake();
        Assert.Equal($"\n[1]+  Stopped\n$ fg\n{Bar}", _screen.Text);
    }

    [Fact]
    public void Nothing_of_them_is_left_at_the_end()
    {
        _lines.Interject(() => _terminal.Out.WriteLine("one"));
        _lines.Dispose();
        _lines.Draw();
        Assert.Equal("one", _screen.Text);
        Assert.Null(_terminal.Live);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _terminal.Dispose();
        _screen.Dispose();
    }

    private void Resize(int width)
    {
        _screen.Resize(width);
        _width = width;
        _lines.Draw();
    }

    /// <summary>A clock that never strikes: what is drawn, a test draws.</summary>
    private sealed class Still : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

        private sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
