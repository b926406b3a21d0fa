using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Which targets are scored, column by column, and which values a target may have.</summary>
public sealed class MaskTests
{
    [Theory]
    [InlineData("- recall: { flag: items }", "1100000 1100000 1100000")]
    [InlineData("- recall: { token: symbols }", "1111100 1100000 1111100")]
    [InlineData("- recall: { token: symbols, pair: literal(0, 1) }", "1111111 1100000 1111100")]
    [InlineData("- { recall: { token: symbols }, steps: 4 }", "1111100 1100000 1111100 1100000")]
    [InlineData("- { recall: { token: symbols }, score: 1 }", "1111100 1100000 1111100")]
    [InlineData("- { recall: { token: symbols }, score: literal(1) }", "1111100 0000000 0000000")]
    [InlineData("- { recall: { token: symbols }, score: { flag: marks } }", "0011100 1100000 1111100")]
    [InlineData("- { recall: { token: symbols }, score: { flag: 0, token: marks } }", "0000000 0000000 0011100")]
    [InlineData("- { recall: { token: row(symbols, 0) }, score: marks, steps: 3 }", "0000000 1100000 1100000")]
    [InlineData("- show: { x: items }\n  - recall: { flag: literal(1, 0) }", "0000000 0000000 0000000 1100000")]
    [InlineData("- { recall: { pair: 0.5 }, score: { flag: 0 } }", "0000011")]
    public void Bits_are_scored_while_recalling_and_symbols_where_one_is_wanted(string episode, string expected)
    {
        TaskDefinition task = Repository.Define(Text(episode));
        Episode drawn = new EpisodeSampler(task).Draw(new(1), 0);
        IEnumerable<string> mask = Enumerable.Range(0, drawn.Length).Select(step => string.Concat(drawn.MaskRow(step).ToArray()));
        Assert.Equal(expected, string.Join(' ', mask));
        Assert.Equal(
            expected.Split(' ').Select(row => row.Contains('1', StringComparison.Ordinal)),
            Enumerable.Range(0, drawn.Length).Select(drawn.IsRecalled));
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(1), 0, 2);
        Assert.Equal(2 * expected.Split(' ').Sum(row => row[..2].Count(c => c == '1')), batch.CountScored(new(0, 2, 1)));
        Assert.Equal(2 * expected.Split(' ').Sum(row => row[2] - '0'), batch.CountScored(new(2, 3, 3)));
    }

    [Theory]
    [InlineData("- { show: { x: items }, score: 1 }\n  - recall: { flag: 1 }",
        "12:27: 'score' says something of what is recalled, and this "
        + "phase has no 'recall'")]
    [InlineData("- { recall: { flag: items }, score: { flg: 1 } }",
        "12:41: there is no target channel 'flg'; did you mean 'flag'? (known: flag, token, pair)")]
    [InlineData("- { recall: { flag: items }, score: 0.5 }", "12:39: 'score' must be 0 or 1, and this is 0.5")]
    [InlineData("- { recall: { flag: items }, score: items }",
        "12:39: 'score' must be 0 or 1 in rows of width 1, and this is a sequence of width 2")]
    [InlineData("- { recall: { flag: items }, train: { flg: 1 } }",
        "12:41: there is no target channel 'flg'; did you mean 'flag'? (known: flag, token, pair)")]
    [InlineData("- { recall: { flag: items }, train: 2 }", "12:39: 'train' must be 0 or 1, and this is 2")]
    [InlineData("- { show: { x: items }, train: 1 }\n  - recall: { flag: 1 }",
        "12:27: 'train' says something of what is recalled, and this phase has no 'recall'")]
    [InlineData("- { recall: { flag: items }, score: { flg: 1 }, train: 1 }",
        "12:41: there is no target channel 'flg'; did you mean 'flag'? (known: flag, token, pair)")]
    [InlineData("- { recall: { token: 2 } }", "12:24: with 'loss: softmax' a target must be probabilities that sum to 1, or all 0 where "
        + "nothing is wanted, and this is 2")]
    public void A_wrong_mask_is_explained_at_its_place(string episode, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", Text(episode), diagnostics);
        Assert.Equal("t.yaml:" + expected, diagnostics.ToString());
    }

    [Theory]
    [InlineData("- { recall: { token: literal(0.5, 0.6, 0) } }",
        "12:24: with 'loss: softmax' a target must be probabilities that sum to 1, "
        + "or all 0 where nothing is wanted, and these sum to 1.1")]
    [InlineData("- { recall: { token: literal(1, 0.5, 0 - 0.5) } }",
        "12:24: with 'loss: softmax' a target must be probabilities that sum to "
        + "1, or all 0 where nothing is wanted, and this is -0.5")]
    [InlineData("- { recall: { token: 1 } }", "12:24: with 'loss: softmax' a target must be probabilities that sum to 1, or all 0 where "
        + "nothing is wanted, and these sum to 3")]
    [InlineData("- { recall: { token: row(symbols, 0) }, score: marks }",
        "12:50: the phase has 1 steps, and its 'score' has 3 rows")]
    [InlineData("- { show: { x: items }, recall: { flag: items }, score: { flag: ones(4, 1) } }",
        "12:61: the phase has 3 steps, and its 'score' has 4 rows")]
    [InlineData("- { recall: { flag: 1 }, score: ones(3, 1), steps: 2 }",
        "12:35: the phase has 2 steps, and its 'score' has 3 rows")]
    [InlineData("- { recall: { flag: 1 }, score: half }", "12:35: 'score' must be 0 or 1, and this is 0.5")]
    public void An_episode_whose_targets_cannot_be_scored_stops_with_the_place(string episode, string expected)
    {
        var sampler = new EpisodeSampler(Repository.Define(Text(episode)));
        string message = Assert.Throws<InvalidInputException>(() => sampler.Draw(new(1), 0)).Message;
        Assert.Equal($"t.yaml:{expected}", message);
    }

    [Theory]
    [InlineData("- { recall: { token: symbols }, train: marks }", "0000000 1100000 1111100", "1111100 1100000 1111100")]
    [InlineData("- { recall: { token: symbols }, score: marks, train: 1 }", "1111100 1100000 1111100", "0000000 1100000 1111100")]
    [InlineData("- { recall: { token: symbols }, score: { flag: 0 }, train: { token: 0 } }",
        "1100000 1100000 1100000", "0011100 0000000 0011100")]
    [InlineData("- { recall: { token: symbols }, score: { flag: training() } }", "1111100 1100000 1111100", "0011100 0000000 0011100")]
    [InlineData("- { recall: { token: symbols }, score: marks, steps: 3 + training() }",
        "0000000 1100000 1111100 0000000", "0000000 1100000 1111100")]
    public void What_is_trained_can_differ_from_what_is_scored(string episode, string training, string evaluation)
    {
        TaskDefinition task = Repository.Define(Text(episode)), evaluated = task.OnLines(CorpusSplit.Test);
        Assert.True(task.TrainsOtherwise);
        Assert.Same(task, task.OnLines(CorpusSplit.Training));
        Assert.Equal(training, MaskOf(task));
        Assert.Equal(evaluation, MaskOf(evaluated));
        Assert.Equal(evaluation, MaskOf(task.ForEvaluation(new YamlMapping(default), new Diagnostics())!));
        Assert.Equal(training, MaskOf(evaluated.OnLines(CorpusSplit.Training)));
        Assert.Equal(training, MaskOf(task.ForTraining(new YamlMapping(default), new Diagnostics())!));

        static string MaskOf(TaskDefinition task)
        {
            Episode drawn = new EpisodeSampler(task).Draw(new(1), 0);
            return string.Join(' ', Enumerable.Range(0, drawn.Length).Select(step => string.Concat(drawn.MaskRow(step).ToArray())));
        }
    }

    [Theory]
    [InlineData("train: { flag: ones(4, 1) }", "12:61: the phase has 3 steps, and its 'train' has 4 rows")]
    [InlineData("train: half", "12:59: 'train' must be 0 or 1, and this is 0.5")]
    public void An_episode_that_cannot_be_trained_stops_with_the_place(string key, string expected)
    {
        TaskDefinition task = Repository.Define(Text($"- {{ show: {{ x: items }}, recall: {{ flag: items }}, {key} }}"));
        Assert.Equal($"t.yaml:{expected}",
            Assert.Throws<InvalidInputException>(() => new EpisodeSampler(task).Draw(new(1), 0)).Message);
        Assert.Equal(3, new EpisodeSampler(task.OnLines(CorpusSplit.HeldOut)).Draw(new(1), 0).Length);
    }

    [Fact]
    public void A_distribution_of_any_rounding_is_allowed()
    {
        TaskDefinition task = Repository.Define(Text("- { recall: { token: literal(1 / 3, 1 / 3, 1 / 3) } }"));
        Assert.Equal(1, new EpisodeSampler(task).Draw(new(1), 0).Length);
    }

    private static string Text(string episode) => $$"""
        task: t
        version: 1
        inputs: { x: 2 }
        targets: { flag: 2, token: 3, pair: 2 }
        draw:
          items: bits(3, 2)
          symbols: concat(literal(1, 0, 0), zeros(1, 3), literal(0, 0, 1))
          marks: concat(zeros(1, 1), ones(2, 1))
          half: at(concat(literal(0.5), literal(1)), 0, 0)
        loss: { flag: bits, token: softmax, pair: softmax }
        episode:
          {{episode}}
        """;
}
