using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands.Tests;

public sealed class SeedListTests
{
    [Theory]
    [InlineData("1..4", new long[] { 1, 2, 3, 4 })]
    [InlineData("1,3,5", new long[] { 1, 3, 5 })]
    [InlineData("7,1..3,2", new long[] { 1, 2, 3, 7 })]
    [InlineData("-2..0", new long[] { -2, -1, 0 })]
    [InlineData("9223372036854775806..9223372036854775807", new long[] { 9223372036854775806, 9223372036854775807 })]
    public void A_list_has_numbers_and_ranges(string text, long[] seeds) => Assert.Equal(seeds, SeedNumbers.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("4..1")]
    [InlineData("1..2..3")]
    [InlineData("1-3")]
    [InlineData("1..99999999999")]
    [InlineData("-9223372036854775808..9223372036854775807")]
    [InlineData("one")]
    public void Anything_else_is_none(string text) => Assert.Null(SeedNumbers.Read(text));

    [Fact]
    public void Help_says_once_which_seeds_there_are_without_a_list()
    {
        string help = InProcess.Run("reproduce", "--help").Expect(ExitCodes.Done).Out;
        Assert.Matches("--seeds <SEEDS> .*; 1\\.\\.10 if not given\n", help);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], SeedList.Usual);
    }

    [Fact]
    public void The_option_says_what_it_takes()
    {
        Outcome outcome = InProcess.Run("reproduce", "x", "--seeds", "1-3").Expect(ExitCodes.Usage);
        Assert.Contains("'--seeds': expected seeds, as in 1..10 or 1,3,5", outcome.Error, StringComparison.Ordinal);
    }
}
