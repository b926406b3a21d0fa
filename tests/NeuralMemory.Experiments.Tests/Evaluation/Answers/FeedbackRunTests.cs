using NeuralMemory.Results;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Runs on tasks whose answers come back.</summary>
public sealed class FeedbackRunTests : IDisposable
{
    private static readonly string Text = EchoTask.Of("[1, 2]", 4, "{ beam: 2 }", hasGo: false);

    private readonly Lab _lab = new();

    public FeedbackRunTests() => File.WriteAllText(_lab.In("echo.yaml"), Text);

    [Fact]
    public void A_machine_learns_to_answer_by_itself_and_both_ways_are_reported()
    {
        Experiment experiment = Load("{ kind: lstm, units: 24 }", 400);
        RunOutcome outcome = Run.Start(experiment, Lab.Options(_lab.In("run")));
        Assert.Equal(RunState.Done, outcome.State);
        Dictionary<string, double> metrics = outcome.Evaluations[0].Metrics.ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.Equal((100, 100), (metrics["token_accuracy_percent"], metrics["exact_match_percent"]));
        Assert.Equal(100, metrics["free_token_accuracy_percent"]);
        Assert.Equal((100, 0), (metrics["free_exact_match_percent"], metrics["bleu"]));
        Assert.Equal(50, outcome.Evaluations[0].Scores.Total.Answers.Answers);
        // A machine from the run measures the same.
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), new() { Threads = 2 });
        Assert.Equal(outcome.Evaluations[0].Metrics, machine.Evaluate(new())[0].Metrics);
    }

    [Fact]
    public void A_recording_keeps_the_words_that_symbols_stand_for()
    {
        string task = Path.Combine(Lab.Repository, "tasks", "phrases.yaml");
        string config = _lab.Config($$"""
            name: phrases
            task: {{task}}
            machine: { kind: lstm, units: 4 }
            training: { steps: 1, batch: 2, threads: 1, optimizer: { kind: adam, rate: 1e-2 } }
            evaluation: { every: 1000, episodes: 2 }
            """);
        Run.Start(Experiment.Load(config), Lab.Options(_lab.In("run")));
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        EpisodeRecording recording = machine.Record(new());
        GivenAnswer answer = machine.AnswersAt(machine.PointsOf(new())[0], 1).Single();
        string[] english = Words(recording.Inputs, recording.ShownSymbols[0]), french = Words(recording.Targets, recording.Symbols[0]);
        (string channel, IReadOnlyList<string> shown) = answer.Shown.Single();
        Assert.Equal("english", channel);
        Assert.Equal(english[..^1], shown);
        Assert.Equal(french[..^1], answer.Wanted);
        Assert.Equal(("<end>", "<end>"), (english[^1], french[^1]));

        static string[] Words(float[,] values, RecordedSymbol symbol) =>
            [.. Enumerable.Range(0, values.GetLength(0)).Select(step => (int)values[step, symbol.Start])
                .Where(number => number >= 0).Select(number => symbol.Words![number])];
    }

    [Fact]
    public void A_machine_that_reads_ahead_would_read_what_it_is_to_answer() =>
        Assert.Contains("it reads ahead, and the right answer comes back to it in 'back'", Assert.Throws<InvalidInputException>(
            () => Load("{ kind: lstm, units: 4, bidirectional: true }", 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("seq2seq", "{ kind: seq2seq, units: 4 }")]
    [InlineData("transformer", "{ kind: transformer, layout: encoder-decoder, width: 4, heads: 1, hidden: 4 }")]
    public void A_machine_of_a_source_is_told_that_the_task_has_none_and_what_to_write(string kind, string machine)
    {
        File.WriteAllText(_lab.In("echo.yaml"), Text.Replace("- source:", "- show:", StringComparison.Ordinal));
        Assert.Contains(
            $"'machine': a machine of kind {kind} answers from a source, and the task 'echo' has none: it would read the episode itself, "
            + "with the right answer, which comes back in 'back'; in the task's episode write 'source' in place of 'show' for what is "
            + "read before the answer, as in '- source: { token: ... }'",
            Assert.Throws<InvalidInputException>(() => Load(machine, 1)).Message, StringComparison.Ordinal);
        File.WriteAllText(_lab.In("echo.yaml"), Text);
        Assert.Equal(kind, Load(machine, 1).Config.Machine.Kind);
    }

    [Fact]
    public void How_free_answers_were_searched_is_kept_with_what_they_count()
    {
        Experiment experiment = Load("{ kind: seq2seq, units: 4 }", 1);
        RunOutcome outcome = Run.Start(experiment, Lab.Options(_lab.In("run")));
        Assert.Equal(2, outcome.Evaluations[0].Beam);
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        EvaluationResult greedy = machine.Evaluate(new() { Beam = 1 })[0];
        Assert.Equal(("eval_step=1_beam=1", 1, 1), (greedy.Name, greedy.Beam, greedy.ToDocument().Beam));
        Assert.Equal(2, machine.Evaluate(new())[0].Beam);
        // What is wanted is given, so that no search changes it.
        Assert.Equal(outcome.Evaluations[0].Metrics[0], greedy.Metrics[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationRequest { Beam = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationRequest { Beam = 257 });
    }

    [Theory]
    [InlineData("{ kind: seq2seq, units: 6 }")]
    [InlineData("{ kind: transformer, width: 8, heads: 2, hidden: 8 }")]
    public void What_is_looked_into_is_the_very_answer_that_evaluations_count(string config)
    {
        Run.Start(Load(config, 20), Lab.Options(_lab.In("run")));
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        var differing = 0;
        for (long episode = 0; episode < 20; episode++)
        {
            string[][] said = [.. ((int[])[1, 2, 4, 16]).Select(beam => Said(machine, beam, episode))];
            differing += said.Skip(1).Any(answer => !answer.SequenceEqual(said[0])) ? 1 : 0;
        }

        Assert.NotEqual(0, differing);

        static string[] Said(TrainedMachine machine, int beam, long episode)
        {
            EvaluationPoint point = machine.PointsOf(new() { Beam = beam })[0];
            Inspection inspection = machine.InspectAt(point, episode);
            string[] said = [.. inspection.Said.Select(step => step.Said!)];
            GivenAnswer answer = machine.AnswersAt(point, 1, episode).Single();
            Assert.Equal(beam, inspection.Beam);
            Assert.Equal([.. answer.Answer, .. answer.HasEnded ? ["0"] : (string[])[]], said);
            Assert.Null(machine.InspectAt(point, episode, isForced: true).Beam);
            return said;
        }
    }

    [Fact]
    public void Free_answers_are_measured_only_where_a_metric_asks_for_them()
    {
        File.WriteAllText(_lab.In("echo.yaml"), Text + "\nmetrics: [bits_per_sequence]\n");
        RunOutcome outcome = Run.Start(Load("{ kind: lstm, units: 4 }", 1), Lab.Options(_lab.In("run")));
        Assert.Equal(0, outcome.Evaluations[0].Scores.Total.Answers.Answers);
        Assert.Null(outcome.Evaluations[0].Beam);
    }

    public void Dispose() => _lab.Dispose();

    private Experiment Load(string machine, int steps) => Experiment.Load(_lab.Config($$"""
        name: echo
        task: ./echo.yaml
        machine: {{machine}}
        training: { steps: {{steps}}, batch: 16, shard: 8, threads: 2, optimizer: { kind: adam, rate: 1e-2 } }
        evaluation: { every: 1000, episodes: 50, test_seed: 1000 }
        """));
}
