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
    public void Stay_whole_in_a_file()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using Terminal terminal = new(output, TextWriter.Null) { Width = 5 };
        terminal.WriteWords("one two three", indent: 2);
        Assert.Equal("one two three\n", output.ToString());
    }
}
