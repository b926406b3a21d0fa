namespace NeuralMemory.Commands.Tests;

/// <summary>Lines that a terminal has no room for.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData("one two three four", "one two three\n  four\n")]
    [InlineData("accuracy of 81.23", "accuracy\n  of 81.23\n")]
    [InlineData("on, 11-26 19:40", "on,\n  11-26 19:40\n")]
    [InlineData("parameters, 12", "parameters,\n  12\n")]
    [InlineData("a share of 63 %, so", "a share\n  of 63 %, so\n")]
    [InlineData("words, 81.6 s, yes", "words,\n  81.6 s, yes\n")]
    [InlineData("it took 81.6 steps", "it took 81.6\n  steps\n")]
    [InlineData("width = 8, length = 20", "width = 8,\n  length = 20\n")]
    [InlineData("length of [10, 20]", "length of\n  [10, 20]\n")]
    [InlineData("saved at 10, 20", "saved at 10,\n  20\n")]
    [InlineData("12345678901234 5 and six", "12345678901234 5\n  and six\n")]
    [InlineData("12345678901234", "12345678901234\n")]
    [InlineData("\e[1mone two\e[0m three", "\e[1mone two\e[0m three\n")]
    [InlineData("\e[1mone two\e[0m three four", "\e[1mone two\e[0m three\n  four\n")]
    public void Go_on_in_further_ones_between_words(string line, string expected)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using Terminal terminal = new(output, TextWriter.Null) { IsInteractive = true, Width = 13 };
        terminal.WriteWords(line, indent: 2);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void Of_an_error_are_broken_where_a_terminal_shows_errors()
    {
        using StringWriter shown = new() { NewLine = "\n" }, kept = new() { NewLine = "\n" };
        using (Terminal terminal = new(TextWriter.Null, shown) { MeasureErrorWidth = () => 17 })
            terminal.Fail("no such folder");
        using (Terminal terminal = new(TextWriter.Null, kept) { IsInteractive = true, Width = 17 })
            terminal.Fail("no such folder");
        Assert.Equal("error: no such\n  folder\n", shown.ToString());
        Assert.Equal("error: no such folder\n", kept.ToString());
    }

    [Fact]
    public void Stay_whole_in_a_file()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using Terminal terminal = new(output, TextWriter.Null) { Width = 5 };
        terminal.WriteWords("one two three", indent: 2);
        Assert.Equal("one two three\n", output.ToString());
    }
}
