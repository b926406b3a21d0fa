using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Targets that are numbers: how a task says so, and what a user reads who says it wrongly.</summary>
public sealed class SquaredLossTests
{
    [Theory]
    [InlineData("squared", "tolerance: 0.25", 0.25, 0.25)]
    [InlineData("{ place: squared, height: bits }", "tolerance: margin / 4", 0.5, null)]
    [InlineData("{ place: bits, height: squared }", "tolerance: { height: 1 }", null, 1.0)]
    [InlineData("squared", "tolerance: { height: 1, place: 2 }", 2.0, 1.0)]
    public void A_tolerance_holds_for_all_numbers_or_for_each_channel(string loss, string tolerance, double? place, double? height)
    {
        TaskDefinition task = Repository.Define(Text(loss, tolerance));
        Assert.Equal([place, height], task.Losses.Select(each => each.Tolerance));
        Assert.Equal([place is not null, height is not null], task.Losses.Select(each => each.IsSquared));
        Assert.Equal([place is null, height is null], task.Losses.Select(each => each.IsBits));
        Assert.DoesNotContain(task.Losses, each => each.IsSymbol);
    }

    [Fact]
    public void Numbers_are_a_group_of_their_own()
    {
        Assert.Equal([TargetGroup.Squared(0, 3)], Repository.Define(Text("squared", "tolerance: 1")).TargetGroups);
        Assert.Equal(
            [TargetGroup.Squared(0, 2), TargetGroup.Bits(2, 1)],
            Repository.Define(Text("{ place: squared, height: bits }", "tolerance: 1")).TargetGroups);
        Assert.False(TargetGroup.Squared(0, 2).IsBits);
    }

    [Fact]
    public void Any_finite_number_may_be_wanted()
    {
        TaskDefinition task = Repository.Define(Text("squared", "tolerance: 1"));
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 4);
        Assert.Contains(batch.Targets.ToArray(), number => number < 0);
        Assert.Contains(batch.Targets.ToArray(), number => number > 1);
        Assert.DoesNotContain((Real)0, batch.Mask.ToArray());
    }

    [Fact]
    public void Numbers_have_metrics_of_their_own_and_no_bits()
    {
        Assert.Equal(
            ["squared_error", "absolute_error", "wrong_numbers_percent", "sequence_errors", "accuracy_percent", "exact_match_percent"],
            Repository.Define(Text("squared", "tolerance: 1")).Metrics.Select(metric => metric.Name));
        TaskDefinition both = Repository.Define(Text("{ place: squared, height: bits }", "tolerance: 1"));
        Assert.Contains(MetricKind.BitsPerSequence, both.Metrics.Select(metric => metric.Kind));
        Assert.Contains(MetricKind.SquaredError, both.Metrics.Select(metric => metric.Kind));
        Assert.Equal(MetricKind.BitsPerSequence, TaskMetrics.UsualOf(both.Losses));
        Assert.Equal(MetricKind.SquaredError, TaskMetrics.UsualOf(Repository.Define(Text("squared", "tolerance: 1")).Losses));
        Assert.All(
            new TaskMetric[] { new(MetricKind.SquaredError), new(MetricKind.AbsoluteError), new(MetricKind.WrongNumbersPercent) },
            metric => Assert.True(metric.IsBetter(0.1, 0.2)));
    }

    [Theory]
    [InlineData("squared", "", "10:7: 'place' is of numbers, so that the task must say how far an answer may be off and is right: "
        + "'tolerance: 0.04'")]
    [InlineData("squared", "tolerance: { place: 1 }", "10:7: 'height' is of numbers, so that the task must say how far an answer may be "
        + "off and is right: 'tolerance: 0.04'")]
    [InlineData("bits", "tolerance: 1", "11:12: a tolerance is of numbers, and no loss is 'squared'")]
    [InlineData("{ place: squared, height: bits }", "tolerance: { place: 1, height: 1 }",
        "11:24: a tolerance is of numbers, and the loss of 'height' is not 'squared'")]
    [InlineData("squared", "tolerance: { place: 1, height: 1, hight: 1 }",
        "11:35: there is no target channel 'hight'; did you mean 'height'? (known: place, height)")]
    [InlineData("squared", "tolerance: 0", "11:12: a tolerance must be a number above 0 that is the same in every episode, found 0")]
    [InlineData("squared", "tolerance: length", "11:12: a tolerance must be a number above 0 that is the same in every episode, "
        + "found [1, 3]")]
    [InlineData("sqared", "tolerance: 1", "10:7: unknown loss 'sqared'; did you mean 'squared'? (known: bits, softmax, squared)")]
    [InlineData("squared", "tolerance: 1\nterminator: { height: 0 }",
        "12:15: a terminator is a class of a channel that is one softmax, and the loss of 'height' is squared")]
    [InlineData("squared", "tolerance: 1\nmetrics: [wrong_bits_percent]",
        "12:11: 'wrong_bits_percent' counts bits, and the loss is squared (possible: squared_error, absolute_error, "
            + "wrong_numbers_percent, sequence_errors, accuracy_percent, exact_match_percent)")]
    [InlineData("squared", "tolerance: 1\nmetrics: [bits_per_sequence]",
        "12:11: 'bits_per_sequence' is a cross-entropy, and the loss is squared (possible: squared_error, absolute_error, "
            + "wrong_numbers_percent, sequence_errors, accuracy_percent, exact_match_percent)")]
    [InlineData("{ place: squared, height: bits }", "tolerance: 1\nmetrics: [squared_error.height]",
        "12:11: 'squared_error.height' is of numbers, whose loss is squared, and the loss is bits (possible: bits_per_sequence, "
            + "bit_errors_per_sequence, wrong_bits_percent, sequence_errors, accuracy_percent, exact_match_percent, "
            + "scaled_accuracy)")]
    [InlineData("squared", "tolerance: 1\nmetrics: [scaled_accuracy]",
        "12:11: 'scaled_accuracy' is held against guessing bits and symbols, and the loss is squared (possible: squared_error, "
            + "absolute_error, wrong_numbers_percent, sequence_errors, accuracy_percent, exact_match_percent)")]
    public void What_is_wrong_is_explained_at_its_place(string loss, string more, string expected) =>
        Assert.Equal("t.yaml:" + expected, Problems(Text(loss, more)).Split('\n')[0]);

    [Fact]
    public void A_reference_is_made_of_probabilities() =>
        Assert.Equal(
            "t.yaml:8:66: a reference is made of probabilities, and the loss of 'height' is squared",
            Problems(Text("squared", "tolerance: 1")
                .Replace("height: 1 } }", "height: 1 }, reference: { height: 1 } }", StringComparison.Ordinal)));

    private static string Text(string loss, string more) => $$"""
        task: t
        version: 1
        parameters: { margin: 2, length: [1, 3] }
        inputs: { data: 1 }
        targets: { place: 2, height: 1 }
        draw: { places: "reals(length, 2, -3, 3)" }
        episode:
          - { recall: { place: places, height: 1 } }
        # 1 is the height of all.
        loss: {{loss}}
        {{more}}
        """;

    private static string Problems(string text)
    {
        var diagnostics = new Yaml.Diagnostics();
        TaskDefinition.Read("t.yaml", text, diagnostics);
        return diagnostics.ToString();
    }
}
