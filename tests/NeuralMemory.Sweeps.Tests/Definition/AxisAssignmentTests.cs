using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

public sealed class AxisAssignmentTests
{
    [Theory]
    [InlineData("a.b=1e-4,3e-4", "1e-4|3e-4")]
    [InlineData("a.b=[1e-4,3e-4]", "1e-4|3e-4")]
    [InlineData("a.b=[1,5],[1,10]", "[1, 5]|[1, 10]")]
    [InlineData("a.b={kind: adam, rate: 1},{kind: sgd}", "{ kind: adam, rate: 1 }|{ kind: sgd }")]
    [InlineData("a.b=null,{norm: 1}", "null|{ norm: 1 }")]
    [InlineData("a.b=x", "x")]
    public void Values_are_yaml_with_commas_between(string text, string expected)
    {
        Diagnostics diagnostics = new();
        KeyValuePair<string, IReadOnlyList<YamlNode>> axis = AxisAssignment.Values("--sweep", text, diagnostics)!.Value;
        Assert.Equal("a.b", axis.Key);
        Assert.Equal(expected, string.Join('|', axis.Value.Select(YamlText.Inline)));
    }

    [Fact]
    public void A_place_is_that_in_what_was_typed() => Assert.Equal(
        new SourceMark("--sweep a=1,23", 1, 5), AxisAssignment.Values("--sweep", "a=1,23", new())!.Value.Value[1].Mark);

    [Theory]
    [InlineData("rate")]
    [InlineData("=1,2")]
    [InlineData("rate=")]
    public void What_is_no_axis_is_answered_with_an_example(string text)
    {
        Diagnostics diagnostics = new();
        Assert.Null(AxisAssignment.Values("--sweep", text, diagnostics));
        Assert.Contains("as in training.optimizer.rate=1e-3,1e-2", diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_drawn_needs_no_spaces() => Assert.Equal(
        new Interval(1e-4, 1e-2, IsLogarithmic: true, IsInteger: false),
        (AxisAssignment.Drawn("--random", "rate=log-uniform(1e-4,1e-2)", new())!.Value.Value as Interval)! with { Mark = default });
}
