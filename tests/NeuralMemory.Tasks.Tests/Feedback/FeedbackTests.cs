using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Answers that come back, and sources that answers are read from, in the task language and in batches.</summary>
public sealed class FeedbackTests
{
    private const string Numbers = """
        task: echo
        version: 1
        parameters: { length: [1, 4], symbols: 6 }
        inputs: { token: { symbols: symbols }, back: { symbols: symbols }, go: 1 }
        targets: { token: { symbols: symbols } }
        draw: { string: "integers(length, 1, 2, symbols - 1)" }
        episode:
          - source: { token: string }
          - show: { go: 1, back: literal(1) }
            recall: { token: "concat(string, literal(0))" }
            feedback: { back: token }
        loss: softmax
        terminator: { token: 0 }
        """;

    [Fact]
    public void The_right_answer_comes_back_one_step_later()
    {
        TaskDefinition task = Repository.Define(EchoTask.Text);
        Assert.Equal(new TaskFeedback(task.Inputs.Items[1], task.Losses[0], 3, 9), task.Feedback);
        Assert.True(task.HasSource);
        Assert.Empty(TaskValidator.Check(task).Problems);
        Published.ForEach(task, "length", 1, 4, (episode, length) =>
        {
            Assert.Equal(2 * length + 1, episode.Length);
            int[] string_ = [.. Enumerable.Range(0, length).Select(t => Published.Symbol(episode.InputRow(t)[..6]))];
            for (int t = 0; t < length; t++)
                Assert.Equal(-1, episode.InputRow(t)[6..].IndexOfAnyExcept((Real)0));
            int[] wanted = [.. string_, 0], back = [1, .. string_];
            for (int t = 0; t <= length; t++)
            {
                ReadOnlySpan<Real> row = episode.InputRow(length + t);
                Assert.Equal(-1, row[..6].IndexOfAnyExcept((Real)0));
                Assert.Equal((back[t], 1), (Published.Symbol(row.Slice(6, 6)), (int)row[12]));
                Assert.Equal(wanted[t], Published.Symbol(episode.TargetRow(length + t)));
            }
        });
    }

    [Fact]
    public void Symbols_come_back_by_their_numbers()
    {
        TaskDefinition task = Repository.Define(Numbers);
        Assert.Equal((1, 5), (task.Feedback!.Beam, task.Feedback.Longest));
        Episode episode = new EpisodeSampler(task.With("{ length: 3 }")).Draw(new(3), 0);
        int[] column(int i) => [.. Enumerable.Range(0, 7).Select(t => (int)episode.InputRow(t)[i])];
        int[] shown = column(0)[..3];
        Assert.Equal([.. shown, -1, -1, -1, -1], column(0));
        Assert.Equal([-1, -1, -1, 1, .. shown], column(1));
    }

    [Theory]
    [InlineData(EchoTask.Text)]
    [InlineData(Numbers)]
    public void A_machine_that_reads_a_source_gets_it_apart(string text)
    {
        TaskDefinition task = Repository.Define(text);
        var (inline, apart) = (new EpisodeSampler(task), new EpisodeSampler(task) { ReadsSource = true });
        var (whole, split) = (new SequenceBatch(), new SequenceBatch());
        inline.Sample(whole, new(9), 0, 7);
        apart.Sample(split, new(9), 0, 7);
        Assert.Null(whole.Source);
        SequenceBatch source = split.Source!;
        for (int s = 0; s < 7; s++)
        {
            int drawn = split.Order[s], other = whole.Order.IndexOf(drawn), place = split.SourcePlaces[s];
            int sourceLength = source.Lengths[place];
            Assert.Equal(whole.Lengths[other], split.Lengths[s] + sourceLength);
            Assert.Equal((sourceLength, 0), (inline.AnswerStarts[drawn], apart.AnswerStarts[drawn]));
            for (int t = 0; t < sourceLength; t++)
                Assert.Equal(whole.InputRow(whole.Row(other, t)).ToArray(), source.InputRow(source.Row(place, t)).ToArray());
            for (int t = 0; t < split.Lengths[s]; t++)
            {
                int row = whole.Row(other, sourceLength + t), own = split.Row(s, t);
                Assert.Equal(whole.InputRow(row).ToArray(), split.InputRow(own).ToArray());
                Assert.Equal(whole.TargetRow(row).ToArray(), split.TargetRow(own).ToArray());
                Assert.Equal(whole.MaskRow(row).ToArray(), split.MaskRow(own).ToArray());
            }

            // What is held besides is what the later steps show, what comes back left out.
            Real[] held = inline.HeldInputs(drawn).ToArray(), last = whole.InputRow(whole.Row(other, sourceLength + 1)).ToArray();
            Channel back = task.Feedback!.Input;
            last.AsSpan(back.Start, back.Width).Fill(back.Symbols is null ? 0 : Channel.Blank);
            Assert.Equal(last, held);
        }
    }

    [Fact]
    public void A_task_without_a_source_is_packed_as_ever()
    {
        TaskDefinition task = Repository.Task("copy");
        var (first, second) = (new SequenceBatch(), new SequenceBatch());
        new EpisodeSampler(task).Sample(first, new(9), 0, 5);
        new EpisodeSampler(task) { ReadsSource = true }.Sample(second, new(9), 0, 5);
        Assert.Null(second.Source);
        Assert.Equal(first.Inputs.ToArray(), second.Inputs.ToArray());
    }

    [Fact]
    public void A_symbol_is_written_and_found_as_it_comes_back()
    {
        foreach (string text in (string[])[EchoTask.Text, Numbers])
        {
            TaskDefinition task = Repository.Define(text);
            TaskFeedback feedback = task.Feedback!;
            Episode episode = new EpisodeSampler(task.With("{ length: 3 }")).Draw(new(3), 1);
            for (int t = 4; t < 7; t++)
            {
                Real[] row = episode.InputRow(t).ToArray();
                feedback.Write(3, row);
                feedback.Write(feedback.Wanted(episode.TargetRow(t - 1)), row);
                Assert.Equal(episode.InputRow(t).ToArray(), row);
            }
        }
    }

    [Fact]
    public void Metrics_of_free_answers_are_those_of_tasks_with_feedback()
    {
        Assert.Equal(
            [
                "bits_per_sequence", "symbol_errors_per_sequence", "wrong_symbols_percent", "sequence_errors", "accuracy_percent",
                "exact_match_percent", "token_accuracy_percent", "free_token_accuracy_percent", "free_exact_match_percent", "bleu",
            ],
            Repository.Define(EchoTask.Text).Metrics.Select(metric => metric.Name));
        Assert.DoesNotContain(Repository.Task("mqar").Metrics, metric => metric.IsFree || metric.Kind == MetricKind.TokenAccuracyPercent);
        IReadOnlyList<ChannelLoss> losses = Repository.Task("mqar").Losses;
        Assert.Null(TaskMetrics.Problem("token_accuracy_percent", losses, hasReference: false));
        Assert.StartsWith("'bleu' needs a phase with 'feedback' (possible: ",
            TaskMetrics.Problem("bleu", losses, hasReference: false), StringComparison.Ordinal);
        Assert.StartsWith("'bleu.token' is known of all channels together only",
            TaskMetrics.Problem("bleu.token", losses, hasReference: false, hasFeedback: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feedback: { back: token }", "feedback: { bak: token }",
        "there is no input channel 'bak'; did you mean 'back'? (known: token, back, go)")]
    [InlineData("feedback: { back: token }", "feedback: { back: tokens }",
        "there is no target channel 'tokens'; did you mean 'token'? (known: token)")]
    [InlineData("feedback: { back: token }", "feedback: { back: 1 }",
        "expected the name of a target channel, whose answer comes back")]
    [InlineData("feedback: { back: token }", "feedback: { back: token, token: token }", "one answer comes back, and this is a second")]
    [InlineData("feedback: { back: token }", "feedback: { go: token }",
        "'token' has 6 columns, and comes back in 'go', which has 1 column: they must be alike")]
    [InlineData("go: 1, back: \"one_hot(literal(1), symbols)\"", "go: 1, back: 1",
        "the answer comes back in 'back': only its first step can be shown, as a sequence of one row")]
    [InlineData("go: 1, back: \"one_hot(literal(1), symbols)\"", "go: \"ones(length, 1)\"",
        "how long an answer becomes that comes back is open, and 'go' shows [1, 4] rows: beside it stand numbers, which are held, and one "
            + "row, which is the first step")]
    [InlineData("loss: softmax\nterminator: { token: 0 }", "loss: bits",
        "an answer that comes back is one symbol a step, and the loss of 'token' is bits")]
    [InlineData("    feedback: { back: token }\n", "    feedback: { back: token }\n  - show: { go: 1, back: 1 }\n",
        "an answer that comes back ends the episode: only the last phase, which no loop repeats, can have 'feedback'",
        "'decoding' says how a machine answers whose answers come back, and no phase has 'feedback'")]
    [InlineData("  - source:", "  - show: { go: 1 }\n  - source:",
        "what an answer is read from comes first: no phase without 'source' can stand before this one")]
    [InlineData("  - source: {", "  - show: { go: 1 }\n    source: {",
        "'source' is what an answer is read from, without 'show' and 'recall'")]
    [InlineData("  - source: { token: \"one_hot(string, symbols)\" }",
        "  - for: { i: 2 }\n    do:\n      - source: { token: \"one_hot(string, symbols)\" }\n      - show: { go: 1 }",
        "the phases of a loop have either all a 'source' or none")]
    [InlineData("decoding: { beam: 3, longest: 9 }", "decoding: { beam: 0 }", "expected an integer from 1 to 256, found the integer 0")]
    [InlineData("decoding: { beam: 3, longest: 9 }", "decoding: { width: 3 }",
        "the decoding has no key 'width' (known: beam, longest)")]
    public void What_is_wrong_is_explained(string part, string changed, params string[] expected)
    {
        var diagnostics = new Diagnostics();
        Assert.Contains(part, EchoTask.Text, StringComparison.Ordinal);
        TaskDefinition.Read("t.yaml", EchoTask.Text.Replace(part, changed, StringComparison.Ordinal), diagnostics);
        Assert.Equal(expected, diagnostics.Items.Select(item => item.Message));
    }
}
