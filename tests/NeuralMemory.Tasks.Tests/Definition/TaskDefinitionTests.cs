using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

public sealed class TaskDefinitionTests
{
    [Fact]
    public void Training_elsewhere_moves_the_statistics_and_evaluating_elsewhere_keeps_them()
    {
        TaskDefinition task = Repository.Task("repeat-copy");
        var diagnostics = new Diagnostics();
        TaskDefinition trained = task.ForTraining(Repository.Mapping("repeats: [1, 3]"), diagnostics)!;
        TaskDefinition evaluated = trained.ForEvaluation(Repository.Mapping("{ repeats: 20, length: [2, 2] }"), diagnostics)!;
        TaskDefinition paper = task.ForEvaluation(Repository.Mapping("repeats: 20"), diagnostics)!;
        Assert.False(diagnostics.Any);
        // [1, 3]: mean 2, variance 8/12; [1, 10]: mean 5.5, variance 99/12
        Assert.All([0, 1, 2, 3, 4], i => Assert.Equal(
            (Real)((Draw(trained, i).Parameter("repeats") - 2) / Math.Sqrt(8.0 / 12)), CountOf(Draw(trained, i))));
        Assert.Equal((Real)((20 - 2) / Math.Sqrt(8.0 / 12)), CountOf(Draw(evaluated, 0)));
        Assert.Equal((Real)((20 - 5.5) / Math.Sqrt(99.0 / 12)), CountOf(Draw(paper, 0)));
        Assert.Equal(2 + 1 + 40 + 1, Draw(evaluated, 0).Length);
        Assert.Equal((44, 44), (evaluated.MinLength, evaluated.MaxLength));
        Assert.Equal("[1, 10]", task.Parameters[2].Range.ToString());
    }

    [Fact]
    public void A_fixed_parameter_is_standardized_by_its_value_alone()
    {
        TaskDefinition task = Repository.Task("repeat-copy").ForTraining(Repository.Mapping("repeats: 4"), new Diagnostics())!;
        Assert.Equal(0, CountOf(Draw(task, 0)));
        Assert.Equal(3, CountOf(Draw(task.ForEvaluation(Repository.Mapping("repeats: 7"), new Diagnostics())!, 0)));
    }

    [Fact]
    public void Real_ranges_draw_real_numbers()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { rate: [0.0, 1] }
            inputs: { x: 1, z: 1 }
            targets: { y: 1 }
            episode: [{ show: { x: rate, z: standardize(rate) }, recall: { y: 1 } }]
            loss: bits
            """);
        Episode episode = Draw(task, 3);
        double rate = episode.Parameter("rate");
        Assert.InRange(rate, 0.0001, 0.9999);
        Assert.Equal([(Real)rate, (Real)((rate - 0.5) * Math.Sqrt(12))], episode.InputRow(0).ToArray());
    }

    [Theory]
    [InlineData("{ lenght: 3, width: 8 }",
        "config.yaml:1:3: the task 'copy' has no parameter 'lenght'; did you mean 'length'? (known: width, length)")]
    [InlineData("{ length: long }", "config.yaml:1:11: expected a number or a range [low, high], found the text 'long'")]
    [InlineData("{ length: [5, 2] }", "config.yaml:1:11: the range is empty: 5 is above 2")]
    [InlineData("{ length: 2.5 }",
        "config.yaml:1:11: not possible with length = 2.5: copy.yaml:19:15: 'rows' of bits must be an integer, and this is 2.5")]
    [InlineData("{ width: 9 }",
        "config.yaml:1:1: this changes the channels of 'copy' from 9 inputs and 8 targets to 10 and 9; "
        + "what was trained cannot be evaluated with it")]
    public void Overrides_are_checked_like_the_file(string overrides, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition copy = TaskDefinition.Read("copy.yaml", Repository.Task("copy").Text, diagnostics)!;
        Assert.Null(copy.ForEvaluation(Repository.Mapping(overrides), diagnostics));
        Assert.Equal(expected, diagnostics.ToString());
    }

    [Fact]
    public void A_file_that_is_missing_or_wrong_is_an_invalid_input()
    {
        Assert.Equal("no/task.yaml: there is no such file",
            Assert.Throws<InvalidInputException>(() => TaskDefinition.Load("no/task.yaml")).Message);
    }

    private static Episode Draw(TaskDefinition task, long number) => new EpisodeSampler(task).Draw(new StreamKey(4), number);

    private static Real CountOf(Episode episode) => episode.InputRow((int)episode.Parameter("length"))[9];
}
