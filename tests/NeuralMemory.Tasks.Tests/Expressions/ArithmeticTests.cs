using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("7 - 4 - 2", 1)]
    [InlineData("12 / 2 / 3", 2)]
    [InlineData("-length + 1", -3)]
    [InlineData("2 - -3", 5)]
    [InlineData("-1 % 3", 2)]
    [InlineData("7.5 % 2", 1.5)]
    [InlineData("length * width", 8)]
    [InlineData("1e-2", 0.01)]
    [InlineData("2.5E+1", 25)]
    [InlineData(".5", 0.5)]
    [InlineData("1 / 3", 1.0 / 3)]
    public void Numbers_follow_the_rules_of_arithmetic(string expression, double expected) =>
        Assert.Equal((Real)expected, Evaluate.Number(expression));

    [Theory]
    [InlineData("length + width", "6")]
    [InlineData("repeats * 2", "[2, 20]")]
    [InlineData("repeats - drawn", "[-8, 6]")]
    [InlineData("-repeats", "[-10, -1]")]
    [InlineData("-repeats * drawn", "[-90, -4]")]
    [InlineData("1 / repeats", "[0.1, 1]")]
    [InlineData("repeats % 4", "[0, 3]")]
    [InlineData("min(repeats, 3)", "[1, 3]")]
    [InlineData("max(repeats, drawn)", "[4, 10]")]
    [InlineData("floor(repeats / 4)", "[0, 2]")]
    public void Bounds_are_known_before_anything_is_drawn(string expression, string expected)
    {
        // The message about a width that varies names the bounds.
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", $$"""
            task: t
            version: 1
            parameters: { length: 4, width: 2, repeats: [1, 10], drawn: [4, 9] }
            inputs: { x: zeros(1, 2) }
            targets: { y: {{expression}} }
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """, diagnostics);
        Assert.Null(task);
        string text = diagnostics.ToString();
        if (expected.StartsWith('['))
            Assert.Contains(
                $"the width of 'y' must be the same in every episode, and this varies in {expected}", text, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("'y'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_division_by_a_number_that_happens_to_be_0_stops_with_the_parameters()
    {
        var sampler = new EpisodeSampler(Repository.Define("""
            task: t
            version: 1
            parameters: { rate: [0, 1], width: 2 }
            inputs: { x: 1 }
            targets: { y: 1 }
            episode: [{ show: { x: 1 / (rate * width) }, recall: { y: 1 } }]
            loss: bits
            """));
        var error = Assert.Throws<InvalidInputException>(() =>
        {
            for (int i = 0; i < 64; i++)
                sampler.Draw(new(1), i);
        });
        Assert.Equal("t.yaml:6:26: a division by 0 (with rate = 0, width = 2)", error.Message);
    }
}
