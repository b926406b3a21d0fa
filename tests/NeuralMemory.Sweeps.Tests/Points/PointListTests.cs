using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

public sealed class PointListTests
{
    [Fact]
    public void A_grid_is_every_combination_and_what_was_written_first_changes_last() => Assert.Equal<string>(
        ["a=1 b=x", "a=1 b=y", "a=2 b=x", "a=2 b=y"], Labels("grid: { a: [1, 2], b: [x, y] }"));

    [Fact]
    public void Paired_axes_go_together_and_are_combined_with_the_others() => Assert.Equal<string>(
        ["a=1 b=4 c=2", "a=1 b=8 c=4", "a=2 b=4 c=2", "a=2 b=8 c=4"],
        Labels("grid: { a: [1, 2] }\npaired: { b: [4, 8], c: [2, 4] }"));

    [Fact]
    public void Several_sets_of_paired_axes_are_combined() => Assert.Equal<string>(
        ["a=1 b=2 c=5", "a=1 b=2 c=6", "a=3 b=4 c=5", "a=3 b=4 c=6"],
        Labels("paired: [{ a: [1, 3], b: [2, 4] }, { c: [5, 6] }]"));

    [Fact]
    public void Without_axes_there_is_one_point() => Assert.Equal([""], Labels("{}"));

    [Theory]
    [InlineData("paired: { a: [1, 2], b: [1, 2, 3] }", "'paired': axes that go together have as many values each; found 2 of a, 3 of b")]
    [InlineData("grid: { a: [1] }\nrandom: { keys: { a: [1, 2] } }", "'a' is an axis twice; write all its values in one place")]
    [InlineData("grid: { seed: [1, 2] }", "the seed is no axis: write 'seeds'")]
    [InlineData("paired: { a: [1], b: 2 }", "'paired.b': expected a list of at least one value")]
    [InlineData("grid: { a: [] }", "expected a list of at least one value")]
    public void What_does_not_go_is_said(string yaml, string message)
    {
        Diagnostics diagnostics = new();
        SweepDefinition definition = Read(yaml, diagnostics);
        if (!diagnostics.Any)
            PointList.Of(definition, _ => null, diagnostics);
        Assert.Contains(message, diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_points_than_anybody_runs_are_refused()
    {
        string many = string.Join(", ", Enumerable.Range(0, 1000));
        Diagnostics diagnostics = new();
        PointList.Of(Read($"grid: {{ a: [{many}], b: [{many}] }}", diagnostics), _ => null, diagnostics);
        Assert.Contains("the sweep has 1000000 points; at most 100000 are run", diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_draws_keep_the_first_ones_and_so_do_further_keys()
    {
        const string rate = "training.optimizer.rate: log-uniform(1e-4, 1e-2)";
        string[] few = Labels($"random: {{ draws: 5, seed: 3, keys: {{ {rate} }} }}");
        string[] many = Labels($"random: {{ draws: 9, seed: 3, keys: {{ {rate} }} }}");
        string[] wider = Labels($"random: {{ draws: 5, seed: 3, keys: {{ {rate}, machine.memory.slots: uniform(8, 64) }} }}");
        Assert.Equal(few, many[..5]);
        Assert.Equal<string>(few, [.. wider.Select(label => label.Split(' ')[0])]);
        Assert.Equal(9, many.Distinct().Count());
        Assert.NotEqual(few, Labels($"random: {{ draws: 5, seed: 4, keys: {{ {rate} }} }}"));
    }

    [Fact]
    public void Draws_are_the_same_on_every_machine() => Assert.Equal<string>(
        ["a=1.531 b=9 c=x", "a=1.484 b=6 c=y", "a=1.803 b=6 c=z"],
        Labels("random: { draws: 3, keys: { a: uniform(1.0, 2.0), b: uniform(1, 9), c: [x, y, z] } }"));

    private static string[] Labels(string yaml)
    {
        Diagnostics diagnostics = new();
        SweepDefinition definition = Read(yaml, diagnostics);
        IReadOnlyList<IReadOnlyList<PointValue>> points = PointList.Of(definition, _ => null, diagnostics);
        Assert.Equal("", diagnostics.ToString());
        IReadOnlyDictionary<string, string> names = PointLabels.Of([.. points[0].Select(value => value.Key)]);
        return [.. points.Select(point => PointLabels.Of(point, names))];
    }

    private static SweepDefinition Read(string yaml, Diagnostics diagnostics)
    {
        YamlMapping root = (YamlMapping)YamlReader.Read("sweep.yaml", $"name: s\nconfig: c\n{(yaml == "{}" ? "" : yaml)}", diagnostics)!;
        return SweepSchema.Root.Read(root, new(), "", diagnostics);
    }
}
