namespace NeuralMemory.Yaml.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("lenght", "length")]
    [InlineData("Width", "width")]
    [InlineData("repeat", "repeats")]
    [InlineData("len", "length")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found_or_none(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Find(written, ["length", "width", "repeats"]));

    [Fact]
    public void The_nearer_of_two_wins() => Assert.Equal("items", NearestName.Find("item", ["times", "items"]));
}
