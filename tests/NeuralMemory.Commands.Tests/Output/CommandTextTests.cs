namespace NeuralMemory.Commands.Tests;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("results/ntm-copy", "results/ntm-copy")]
    [InlineData("length=[1, 20]", "'length=[1, 20]'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void Arguments_are_quoted_as_a_shell_needs_them(string argument, string quoted) =>
        Assert.Equal(quoted, CommandText.Quote(argument));
}
