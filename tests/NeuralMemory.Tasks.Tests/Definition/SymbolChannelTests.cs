using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Channels that hold one symbol of many by its number.</summary>
public sealed class SymbolChannelTests
{
    private const string Good = """
        task: t
        version: 1
        parameters: { vocabulary: 300, length: 3 }
        inputs: { go: 1, token: { symbols: vocabulary } }
        targets: { bit: 2, token: { symbols: vocabulary }, sign: { symbols: 3 } }
        draw: { items: integers(length, 1, 0, vocabulary - 1) }
        episode:
          - show: { token: items }
          - { show: { go: 1 }, steps: 2 }
          - { show: { go: 1, token: 7 }, recall: { token: concat(items, literal(-1)), sign: 2, bit: 1 } }
        loss: { bit: bits, token: softmax, sign: softmax }
        """;

    [Fact]
    public void A_symbol_is_one_column_and_as_many_logits_as_there_are_symbols()
    {
        TaskDefinition task = Repository.Define(Good);
        Assert.Equal([new Channel("go", 0, 1), new Channel("token", 1, 1) { Symbols = 300 }], task.Inputs.Items);
        Assert.Equal((2, 4, 305), (task.Inputs.Width, task.Targets.Width, task.OutputWidth));
        Assert.Equal(
            [
                new TargetGroup(0, 2, 1),
                new(2, 300, 300) { TargetStart = 2, IsNumber = true },
                new(302, 3, 3) { TargetStart = 3, IsNumber = true },
            ],
            task.TargetGroups);
        Assert.Equal(["bits", "softmax", "softmax"], task.Losses.Select(loss => loss.ToString()));
    }

    [Fact]
    public void What_is_not_shown_is_blank_and_what_is_not_wanted_is_not_scored()
    {
        Episode episode = new EpisodeSampler(Repository.Define(Good)).Draw(new(1), 0);
        Real[] items = [.. Enumerable.Range(0, 3).Select(t => episode.InputRow(t)[1])];
        Assert.All(items, item => Assert.InRange(item, 0, 299));
        Assert.Equal([.. items, -1, -1, 7, 7, 7, 7], Enumerable.Range(0, 9).Select(t => episode.InputRow(t)[1]));
        Assert.Equal([-1, -1, -1, -1, -1, .. items, -1], Enumerable.Range(0, 9).Select(t => episode.TargetRow(t)[2]));
        Assert.Equal("00000" + "1110", string.Concat(Enumerable.Range(0, 9).Select(t => episode.MaskRow(t)[2])));
        Assert.Equal("00000" + "1111", string.Concat(Enumerable.Range(0, 9).Select(t => episode.MaskRow(t)[3])));
    }

    [Fact]
    public void Machines_answer_only_where_something_is_scored()
    {
        TaskDefinition task = Repository.Define(Good.Replace("sign: 2, bit: 1", "sign: -1, bit: 1", StringComparison.Ordinal));
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(1), 0, 2);
        Assert.False(batch.AnswersAll);
        Assert.Equal(Enumerable.Range(10, 8), batch.Answered.ToArray());
        Assert.Equal(6, batch.CountScored(task.TargetGroups[1]));
        Assert.Equal(0, batch.CountScored(task.TargetGroups[2]));
    }

    [Theory]
    [InlineData("token: 7", "token: 300",
        "t.yaml:10:29: 'token' takes whole numbers from 0 to 299, or -1 where it shows nothing, and this is 300")]
    [InlineData("token: 7", "token: 0.5",
        "t.yaml:10:29: 'token' takes whole numbers from 0 to 299, or -1 where it shows nothing, and this is 0.5")]
    [InlineData("token: 7", "token: items - 2000",
        "t.yaml:10:29: 'token' takes whole numbers from 0 to 299, or -1 where it shows nothing, and this is [-2000, -1701]")]
    [InlineData("sign: 2", "sign: 3", "t.yaml:10:85: 'sign' takes whole numbers from 0 to 2, or -1 where it shows nothing, and this is 3")]
    [InlineData("sign: softmax", "sign: bits",
        "t.yaml:11:42: the channel 'sign' holds a symbol by its number, whose loss is 'softmax'")]
    [InlineData("sign: softmax", "sign: softmax(3)",
        "t.yaml:11:42: the channel 'sign' holds a symbol by its number, whose loss is 'softmax'")]
    [InlineData("{ symbols: 3 }", "{ symbols: 1 }",
        "t.yaml:5:69: the symbols of 'sign' must be an integer from 2 to 1048576, and this is 1")]
    [InlineData("{ symbols: 3 }", "{ symbol: 3 }",
        "t.yaml:5:58: a channel has no 'symbols', which is required\n"
        + "t.yaml:5:60: a channel has no key 'symbol'; did you mean 'symbols'? (known: symbols)")]
    [InlineData("token: items }", "token: reshape(items, 3) }",
        "t.yaml:8:20: the input channel 'token' has width 1, and this is a sequence of width 3")]
    public void A_mistake_is_explained_at_its_place(string good, string bad, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", Good.Replace(good, bad, StringComparison.Ordinal), diagnostics);
        Assert.Equal(expected, diagnostics.ToString());
    }

    [Fact]
    public void A_number_that_only_may_be_no_symbol_stops_the_first_episode_in_which_it_is_none()
    {
        TaskDefinition task = Repository.Define(Good.Replace("token: items }", "token: 2 * items }", StringComparison.Ordinal));
        var error = Assert.Throws<InvalidInputException>(() =>
        {
            for (int i = 0; i < 100; i++)
                new EpisodeSampler(task).Draw(new(1), i);
        });
        Assert.Contains("8:20: 'token' takes whole numbers from 0 to 299, or -1 where it shows nothing, and this is ", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_cannot_have_other_symbols()
    {
        var diagnostics = new Diagnostics();
        Assert.Null(Repository.Define(Good).ForEvaluation(Repository.Mapping("{ vocabulary: 301 }"), diagnostics));
        Assert.Contains(
            "this changes the channels of 't' from token: 300, sign: 3 symbols to token: 301, sign: 3; what was trained cannot be evaluated",
            diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_shows_numbers_from_top_to_bottom()
    {
        string[] lines = TaskPreview.Render(new EpisodeSampler(Repository.Define(Good.Replace(
            "integers(length, 1, 0, vocabulary - 1)", "concat(literal(42), literal(299), literal(0))", StringComparison.Ordinal)))
            .Draw(new(1), 0)).Split('\n');
        Assert.Equal(
            """
               step 0 AAABBCCCC
                in go ···██████
             in token  2
                      49
                      290··7777
            out bit 0      ████
            out bit 1      ████
            out token       2
                           49
                           290
             out sign      2222
             recalled      ^^^^
            """,
            string.Join('\n', lines.Skip(1).Take(12)));
        Assert.DoesNotContain(lines, line => line.StartsWith("other numbers", StringComparison.Ordinal));
    }

    [Fact]
    public void The_check_of_a_task_sees_symbols()
    {
        // 0 is a symbol like others, and no blank.
        Assert.Equal(
            "7:37: the answer 'y' can be read off the input in the same step: nothing need be remembered for it; show it in an earlier phase",
            Problems("- { show: { x: items }, recall: { y: items } }"));
        Assert.Equal("5:12: the target channel 'y' is the same wherever it is scored: there is nothing to learn",
            Problems("- show: { x: items }\n  - { recall: { y: 0 }, steps: 4 }"));
        Assert.Equal("", Problems("- show: { x: items }\n  - recall: { y: items }"));

        static string Problems(string episode) => string.Join('\n', TaskValidator.Check(Repository.Define($$"""
            task: t
            version: 1
            draw: { items: integers(4, 1, 0, 1) }
            inputs: { x: { symbols: 2 } }
            targets: { y: { symbols: 2 } }
            episode:
              {{episode}}
            loss: softmax
            """)).Problems.Select(problem => $"{problem.Mark.Line}:{problem.Mark.Column}: {problem.Message}"));
    }

    [Fact]
    public void The_reference_of_a_symbol_is_the_probability_of_the_one_wanted()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            inputs: { x: 1 }
            targets: { y: { symbols: 4 } }
            draw: { items: integers(3, 1, 0, 3) }
            episode:
              - { recall: { y: concat(items, literal(-1)) }, show: { x: 1 }, reference: { y: concat(literal(0.25), literal(0.5), literal(1)) } }
            loss: softmax
            """);
        Assert.Equal(3, new EpisodeSampler(task).Draw(new(1), 0).ReferenceBits!.Value, 1e-6);
    }
}
