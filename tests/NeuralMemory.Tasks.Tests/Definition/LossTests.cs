using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>How target channels are scored, and what a user reads who says it wrongly.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData("bits", "bits", "bits", "bits")]
    [InlineData("{ data: bits, token: softmax, triple: softmax(2) }", "bits", "softmax", "softmax(2)")]
    [InlineData("{ triple: softmax(classes), data: softmax, token: bits }", "softmax", "bits", "softmax(2)")]
    [InlineData("softmax", "softmax", "softmax", "softmax")]
    [InlineData("softmax(classes)", "softmax(2)", "softmax(2)", "softmax(2)")]
    public void A_loss_holds_for_all_channels_or_for_each(string loss, params string[] expected)
    {
        TaskDefinition task = Repository.Define(Text(loss));
        Assert.Equal(expected, task.Losses.Select(each => each.ToString()));
        Assert.Equal(task.Targets.Items, task.Losses.Select(each => each.Channel));
    }

    [Fact]
    public void Neighbours_that_are_scored_alike_are_one_group()
    {
        Assert.Equal([new(0, 14, 1)], Repository.Define(Text("bits")).TargetGroups);
        Assert.Equal([new(0, 14, 2)], Repository.Define(Text("softmax(2)")).TargetGroups);
        Assert.Equal(
            [new TargetGroup(0, 4, 1), new TargetGroup(4, 4, 4), new TargetGroup(8, 6, 2)],
            Repository.Define(Text("{ data: bits, token: softmax, triple: softmax(2) }")).TargetGroups);
    }

    [Theory]
    [InlineData("softmax(5)", "10:15: the channel 'data' has width 4, which is no multiple of 5 classes")]
    [InlineData("softmax(1)", "10:15: a softmax needs at least 2 classes, and 'data' has 1")]
    [InlineData("{ data: bits, token: softmax }", "10:7: the target channel 'triple' has no loss")]
    [InlineData("{ data: bits, token: softmx, triple: bits }",
        "10:28: unknown loss 'softmx'; did you mean 'softmax'? (known: bits, softmax, squared)")]
    [InlineData("{ data: bits, token: bits, triple: bits, tokens: bits }",
        "10:48: there is no target channel 'tokens'; did you mean 'token'? (known: data, token, triple)")]
    [InlineData("softmax(2, 3)", "10:7: expected 'bits', 'squared', 'softmax' or 'softmax(classes)'")]
    [InlineData("1", "10:7: expected 'bits', 'squared', 'softmax' or 'softmax(classes)'")]
    [InlineData("softmax(length)", "10:15: the number of classes must be an integer that is the same in every episode, found [1, 3]")]
    public void A_wrong_loss_is_explained_at_its_place(string loss, string expected) =>
        Assert.Equal(expected, Problems(Text(loss)).Split('\n')[0][7..]);

    [Fact]
    public void An_evaluation_cannot_score_the_targets_otherwise()
    {
        var diagnostics = new Diagnostics();
        YamlMapping overrides = new(new SourceMark("--set", 1, 1));
        YamlOverride.Apply(overrides, "classes=4", diagnostics);
        Assert.Null(Repository.Define(Text("{ data: bits, token: softmax(classes), triple: bits }")).ForEvaluation(overrides, diagnostics));
        Assert.EndsWith("this changes how the targets of 't' are scored from bits, softmax(2), bits to bits, softmax, bits; "
            + "what was trained cannot be evaluated with it", diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminator_is_a_class_of_one_softmax()
    {
        const string loss = "{ data: bits, token: softmax, triple: softmax(2) }\nterminator: ";
        Assert.Equal([null, 3, null], Repository.Define(Text(loss + "{ token: classes + 1 }")).Losses.Select(each => each.Terminator));
        Assert.Equal(
            "t.yaml:11:15: a terminator is a class of a channel that is one softmax, and the loss of 'data' is bits\n"
                + "t.yaml:11:24: a terminator is a class of a channel that is one softmax, and the loss of 'triple' is softmax(2)\n"
                + "t.yaml:11:42: 'token' has the classes 0 to 3, and this is 4\n"
                + "t.yaml:11:45: there is no target channel 'tokn'; did you mean 'token'? (known: data, token, triple)",
            Problems(Text(loss + "{ data: 0, triple: 1, token: 4, tokn: 1 }")));
        Assert.StartsWith("t.yaml:11:13: expected a mapping such as", Problems(Text(loss + "2")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bits", "[symbol_errors_per_sequence]",
        "11:11: 'symbol_errors_per_sequence' counts the symbols of a softmax, and the loss is bits (possible: bits_per_sequence, "
            + "bit_errors_per_sequence, wrong_bits_percent, sequence_errors, accuracy_percent, exact_match_percent, scaled_accuracy)")]
    [InlineData("{ data: softmax, token: bits, triple: bits }", "[wrong_bits_percent.data]",
        "11:11: 'wrong_bits_percent.data' counts bits, and the loss is softmax (possible: bits_per_sequence, symbol_errors_per_sequence, "
            + "wrong_symbols_percent, sequence_errors, accuracy_percent, exact_match_percent, token_accuracy_percent, scaled_accuracy)")]
    [InlineData("softmax(2)", "[accuracy_percent.dta]",
        "11:11: there is no target channel 'dta'; did you mean 'data'? (known: data, token, triple)")]
    [InlineData("bits", "[bits_above_reference]",
        "11:11: 'bits_above_reference' needs a 'reference' in the episode (possible: bits_per_sequence, bit_errors_per_sequence, "
            + "wrong_bits_percent, sequence_errors, accuracy_percent, exact_match_percent, scaled_accuracy)")]
    public void A_metric_that_the_losses_do_not_have_is_explained(string loss, string metrics, string expected) =>
        Assert.Equal("t.yaml:" + expected, Problems(Text(loss + "\nmetrics: " + metrics)));

    [Fact]
    public void Without_a_list_all_metrics_that_there_are_are_reported()
    {
        Assert.Equal(
            ["bits_per_sequence", "symbol_errors_per_sequence", "wrong_symbols_percent", "sequence_errors", "accuracy_percent",
                "exact_match_percent"],
            Repository.Define(Text("softmax")).Metrics.Select(metric => metric.Name));
        Assert.Equal(8, Repository.Define(Text("{ data: bits, token: softmax, triple: bits }")).Metrics.Count);
    }

    private static string Text(string loss) => $$"""
        task: t
        version: 1
        parameters: { classes: 2, length: [1, 3] }
        inputs: { data: 4 }
        targets: { data: 4, token: 4, triple: 6 }
        draw: { items: bits(length, 4) }
        episode:
          - show: { data: items }
          - recall: { data: zeros(length, 4) }
        loss: {{loss}}
        """;

    private static string Problems(string text)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", text, diagnostics);
        return diagnostics.ToString();
    }
}
