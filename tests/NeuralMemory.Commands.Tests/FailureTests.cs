namespace NeuralMemory.Commands.Tests;

public sealed class FailureTests
{
    [Fact]
    public void An_unexpected_exception_is_one_line_and_a_hint()
    {
        StringWriter error = new();
        int exitCode = Failure.Report(new InvalidOperationException("two\nlines"), new Terminal(TextWriter.Null, error));
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Equal(
            "error: unexpected: two lines (InvalidOperationException)\nset NEURALMEMORY_DEBUG=1 to see where it comes from\n",
            error.ToString());
    }

    [Fact]
    public void A_reader_that_has_gone_is_told_nothing()
    {
        StringWriter error = new();
        Assert.Equal(ExitCodes.Done, Failure.Report(new BrokenPipeException(new IOException()), new Terminal(TextWriter.Null, error)));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Errors_are_coloured_only_where_that_is_wanted()
    {
        StringWriter plain = new(), colored = new();
        new Terminal(TextWriter.Null, plain).Fail("no");
        new Terminal(TextWriter.Null, colored) { ErrorColors = true }.Fail("no");
        Assert.Equal("error: no\n", plain.ToString());
        Assert.Equal("\e[31merror:\e[0m no\n", colored.ToString());
    }
}
