using Spectre.Console.Testing;

namespace NeuralMemory.Commands.Tests;

/// <summary>A table is printed where it fits, and what fits is what the library that draws it has room for.</summary>
public sealed class TextTableTests
{
    private static readonly string[] Columns = ["run", "steps>", "what\nwas measured>"];

    private static readonly string[][] Rows =
        [["results/ntm-copy-seed1", "12,000", "0.2082"], ["雪 is wide", "1", "a cell of some words"]];

    [Fact]
    public void The_least_width_that_fits_breaks_no_cell_and_one_less_does()
    {
        int least = Enumerable.Range(20, 100).First(width => TextTable.Fits(Watched(width), Columns, Rows));
        Assert.Equal(LinesAt(200), LinesAt(least));
        Assert.NotEqual(LinesAt(200).Length, LinesAt(least - 1).Length);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void It_is_drawn_within_the_terminal(int width) =>
        Assert.All(LinesAt(width), line => Assert.InRange(line.Length, 1, width));

    [Fact]
    public void Numbers_are_flush_right_below_their_heading()
    {
        string[] lines = LinesAt(120);
        Assert.EndsWith("0.2082", lines[^2]);
        Assert.EndsWith("a cell of some words", lines[^1]);
        Assert.Equal(lines[^2].IndexOf("12,000", StringComparison.Ordinal) + 5, lines[^1].IndexOf(" 1 ", StringComparison.Ordinal) + 2);
    }

    private static Terminal Watched(int width) => new(TextWriter.Null, TextWriter.Null) { IsInteractive = true, Width = width };

    private static string[] LinesAt(int width)
    {
        using TestConsole console = new();
        console.Profile.Width = width;
        console.Write(TextTable.Of(Columns, Rows));
        return [.. console.Lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
