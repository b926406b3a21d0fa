namespace NeuralMemory.Sweeps.Tests;

public sealed class SeedNumbersTests
{
    [Theory]
    [InlineData("1..4", "1..4")]
    [InlineData("7,1..3,2", "1..3,7")]
    [InlineData("5", "5")]
    [InlineData("1,2,4,6,7", "1..2,4,6..7")]
    public void A_list_is_written_as_short_as_it_can_be(string given, string written) =>
        Assert.Equal(written, SeedNumbers.Write(SeedNumbers.Read(given)!));
}
