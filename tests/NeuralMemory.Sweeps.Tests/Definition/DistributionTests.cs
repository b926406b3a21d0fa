using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

public sealed class DistributionTests
{
    [Theory]
    [InlineData("log-uniform(1e-4, 1e-2)", 1e-4, 1e-2)]
    [InlineData("uniform(-2.0, 3.5)", -2, 3.5)]
    [InlineData("{ log-uniform: [1e-4, 1e-2] }", 1e-4, 1e-2)]
    public void Numbers_lie_between_the_bounds_and_have_few_digits(string yaml, double low, double high)
    {
        double[] drawn = [.. Draw(yaml, 2000).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.All(drawn, value => Assert.InRange(value, low, high));
        Assert.All(Draw(yaml, 50), text => Assert.True(text.Count(char.IsAsciiDigit) <= 12, text));
        Assert.True(drawn.Distinct().Count() > 1000);
    }

    [Fact]
    public void Each_power_of_ten_is_as_likely_as_the_next_where_the_logarithm_is_uniform()
    {
        double[] drawn = [.. Draw("log-uniform(1e-4, 1e-2)", 4000).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.InRange(drawn.Count(value => value < 1e-3), 1850, 2150);
    }

    [Fact]
    public void Whole_bounds_make_whole_numbers_both_bounds_among_them()
    {
        string[] drawn = [.. Draw("uniform(2, 5)", 4000)];
        Assert.Equal(["2", "3", "4", "5"], drawn.Distinct().Order());
        Assert.All(drawn.GroupBy(text => text), same => Assert.InRange(same.Count(), 880, 1120));
        Assert.All(Draw("log-uniform(1, 1000)", 500), text => Assert.InRange(int.Parse(text, CultureInfo.InvariantCulture), 1, 1000));
    }

    [Fact]
    public void A_choice_is_any_value_of_the_config()
    {
        string[] drawn = [.. Draw("[null, { norm: 1 }, { value: 10 }]", 300)];
        Assert.Equal(["null", "{ norm: 1 }", "{ value: 10 }"], drawn.Distinct().OrderBy(text => text.Length).ThenBy(text => text));
        Assert.Equal(["a", "b"], Draw("choice(a, b)", 100).Distinct().Order());
    }

    [Theory]
    [InlineData("normal(0, 1)", "nothing is drawn by 'normal'")]
    [InlineData("log-unifrm(1, 2)", "did you mean 'log-uniform'?")]
    [InlineData("uniform(2, 1)", "the lower bound comes first, and is below the other")]
    [InlineData("log-uniform(0, 1)", "a logarithm has bounds above 0")]
    [InlineData("uniform(1)", "expected two numbers, the lower one first")]
    [InlineData("uniform(a, b)", "expected two numbers, the lower one first")]
    [InlineData("3", "expected 'uniform(low, high)'")]
    public void What_cannot_be_drawn_from_is_said(string yaml, string message)
    {
        Diagnostics diagnostics = new();
        Assert.Null(Read(yaml, diagnostics));
        Assert.Contains(message, diagnostics.ToString(), StringComparison.Ordinal);
        Assert.Contains("'rate'", diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log-uniform(1e-4, 1e-2)")]
    [InlineData("uniform(1.0, 2.0)")]
    [InlineData("uniform(1, 2)")]
    [InlineData("[a, { b: 1 }]")]
    public void What_is_written_reads_back_to_the_same_draws(string yaml)
    {
        Distribution read = Read(yaml, new())!;
        Assert.Equal(Draw(yaml, 20), Draw(YamlText.Inline(read.Write()), 20));
    }

    private static IEnumerable<string> Draw(string yaml, int count)
    {
        Distribution distribution = Read(yaml, new())!;
        return Enumerable.Range(0, count)
            .Select(i => YamlText.Inline(distribution.Draw(new RandomStream(StreamKey.FromSeed(1).Split(i)))));
    }

    private static Distribution? Read(string yaml, Diagnostics diagnostics) =>
        DistributionReader.Read(YamlReader.Read("s", yaml, diagnostics)!, "rate", diagnostics);
}
