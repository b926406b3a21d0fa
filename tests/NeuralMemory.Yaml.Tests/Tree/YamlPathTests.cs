namespace NeuralMemory.Yaml.Tests;

public sealed class YamlPathTests
{
    private static readonly YamlMapping Root =
        (YamlMapping)YamlReader.Read("f.yaml", "training:\n  steps: 5\n  clip: ~\ntask: copy\n", new Diagnostics())!;

    [Fact]
    public void A_value_is_found_by_its_dotted_path()
    {
        Assert.Equal("the integer 5", Root.At("training.steps")?.Describe());
        Assert.Null(Root.At("training.batch"));
        Assert.Null(Root.At("task.name"));
    }

    [Theory]
    [InlineData("training.steps", true)]
    [InlineData("training.clip", false)]
    [InlineData("training.batch", false)]
    public void Nothing_is_not_written(string path, bool expected) => Assert.Equal(expected, Root.Has(path));

    [Theory]
    [InlineData("training.steps", "f.yaml:2:10")]
    [InlineData("training.batch", "f.yaml:1:1")]
    [InlineData("task.name", "f.yaml:4:7")]
    [InlineData("stop", "f.yaml:1:1")]
    public void A_place_is_that_of_the_value_or_of_where_it_would_stand(string path, string place) =>
        Assert.Equal(place, Root.MarkOf(path).ToString());
}
