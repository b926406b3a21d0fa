namespace NeuralMemory.Results.Tests;

public sealed class CsvTextTests
{
    [Fact]
    public void Cells_are_quoted_where_they_must_be() =>
        Assert.Equal("a,\"b,c\",\"say \"\"x\"\"\",,\"two\nlines\"\n", CsvText.Line(["a", "b,c", "say \"x\"", null, "two\nlines"]));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(null, "")]
    public void Numbers_have_all_their_digits(double? value, string text) => Assert.Equal(text, CsvText.Number(value));
}
