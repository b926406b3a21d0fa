namespace NeuralMemory.Commands.Tests;

public sealed class ProgramVersionTests
{
    [Theory]
    [InlineData("0.2.0+0123456789abcdef", "0.2.0")]
    [InlineData("0.2.0", "0.2.0")]
    [InlineData("0.2.1-alpha.37+0123456789abcdef", "0.2.1-alpha.37+0123456")]
    [InlineData("0.2.1-alpha.37", "0.2.1-alpha.37")]
    [InlineData("0.3.0-rc.1+0123456", "0.3.0-rc.1")]
    [InlineData("unknown", "unknown")]
    public void A_version_between_two_releases_names_its_commit(string written, string expected) =>
        Assert.Equal(expected, ProgramVersion.Tell(written));
}
