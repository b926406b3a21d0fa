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

    [Theory]
    [InlineData(32, ExitCodes.Done, "")]
    [InlineData(28, ExitCodes.Failed, "error: cannot write to standard output: the disk is full\n")]
    public void A_reader_that_has_gone_is_told_nothing_and_a_file_that_is_not_whole_is_an_error(int error, int exitCode, string told)
    {
        StringWriter errors = new();
        OutputLostException lost = new(OutputLoss.Of(new IOException("", error), DateTimeOffset.UnixEpoch));
        Assert.Equal(exitCode, Failure.Report(lost, new Terminal(TextWriter.Null, errors)));
        Assert.Equal(told, errors.ToString());
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
