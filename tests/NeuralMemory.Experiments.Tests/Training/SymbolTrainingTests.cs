using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Training on symbols: what is minimised, reported, and looked at by stop rules.</summary>
public sealed class SymbolTrainingTests : IDisposable
{
    private readonly Lab _lab = new();

    public SymbolTrainingTests() => File.WriteAllText(_lab.In("symbols.yaml"), """
        task: symbols
        version: 1
        parameters: { length: 4 }
        inputs: { x: 3 }
        targets: { y: 3, flag: 1 }
        variables: { classes: concat(literal(1, 0, 0), literal(0, 1, 0), literal(0, 0, 1)) }
        draw: { order: permutation(3) }
        episode:
          - show: { x: gather(classes, order) }
            recall: { y: gather(classes, order) }
            score: { flag: 0 }
          - recall: { flag: 1 }
            steps: length
            reference: { flag: 0.5 }
        loss: { y: softmax, flag: bits }
        metrics: [bits_per_sequence, accuracy_percent.y, wrong_bits_percent, bits_above_reference]
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Symbols_are_learned_until_a_metric_is_above_its_bound()
    {
        RunOutcome outcome = _lab.Start("run", "task={name: symbols}", "training.steps=3000", "training.optimizer.rate=0.01",
            "evaluation.every=25", "stop={metric: accuracy_percent.y, above: 99, times: 2}");
        Assert.Equal("accuracy_percent.y was above 99 in 2 consecutive evaluations", outcome.Reason);
        EvaluationResult final = Assert.Single(outcome.Evaluations);
        Assert.Equal(
            ["bits_per_sequence", "accuracy_percent.y", "wrong_bits_percent", "bits_above_reference"],
            final.Metrics.Select(metric => metric.Name));
        Assert.InRange(final.Metrics[1].Value, 99, 100);
        Assert.Equal(final.Metrics[0].Value - 4, final.Metrics[3].Value, 1e-6);
        string line = File.ReadLines(_lab.In("run/metrics.jsonl")).First();
        Assert.Contains("bit_errors_per_sequence", line, StringComparison.Ordinal);
        Assert.Contains("symbol_errors_per_sequence", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_loss_is_that_of_a_blind_guess_whatever_it_is_averaged_over()
    {
        // 3 symbols of 3 classes and 4 bits a sequence: the mean counts a symbol once.
        double sum = 3 * Math.Log(3) + 4 * Math.Log(2);
        Assert.InRange(FirstLoss("mean-bit"), 0.8 * sum / 7, 1.2 * sum / 7);
        Assert.InRange(FirstLoss("sequence"), 0.8 * sum, 1.2 * sum);

        double FirstLoss(string average)
        {
            Observer observer = new();
            Run.Start(
                _lab.Load("task={name: symbols}", "training.steps=1", "training.report=1", $"training.loss={average}"),
                Lab.Options(_lab.In(average), observer));
            return observer.Loss;
        }
    }

    [Fact]
    public void The_best_checkpoint_is_that_of_the_highest_value_where_higher_is_better()
    {
        _lab.Start("run", "task={name: symbols}", "training.checkpoint.every=5", "training.checkpoint.keep=10",
            "training.optimizer.rate=0.01", "stop={metric: accuracy_percent.y, above: 1000}");
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        (long Step, double Value)[] values =
            [.. run.ReadMetrics().Where(row => row.Split == "evaluation").Select(row => (row.Step, row["accuracy_percent.y"]!.Value))];
        Assert.Equal(values.MaxBy(each => each.Value).Step, run.Checkpoints().Best());
        Assert.True(values.Select(each => each.Value).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("stop={metric: accuracy_percent, below: 1}",
        "accuracy_percent is the better the higher it is: write 'above' and not 'below', "
        + "as in stop={metric: accuracy_percent, above: 99}")]
    [InlineData("stop={metric: bits_per_sequence, above: 1}", "bits_per_sequence is the better the lower it is: write 'below' and not "
        + "'above', as in stop={metric: bits_per_sequence, below: 0.1}")]
    [InlineData("stop={metric: bits_per_sequence, above: 1, below: 2}", "'stop' has both 'below' and 'above'; write one of them")]
    [InlineData("stop={metric: accuracy_percent.z, above: 1}",
        "'stop.metric': there is no target channel 'z'; did you mean 'y'? (known: y, flag)")]
    [InlineData("stop={metric: wrong_symbols_percent.flag, below: 1}",
        "'stop.metric': 'wrong_symbols_percent.flag' counts the symbols of a "
        + "softmax, and the loss is bits (possible: bits_per_sequence, bit_errors_per_sequence, wrong_bits_percent, sequence_errors, "
        + "accuracy_percent, exact_match_percent, scaled_accuracy)")]
    public void A_rule_that_cannot_be_meant_is_explained(string stop, string expected) =>
        Assert.EndsWith(expected, Assert.Single(_lab.Problems(Lab.Small, "task={name: symbols}", stop)), StringComparison.Ordinal);

    [Fact]
    public void A_recording_tells_wrong_symbols_from_wrong_bits()
    {
        _lab.Start("run", "task={name: symbols}", "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal((7, "answers", 7), (recording.Steps, recording.Unit, recording.ScoredAnswers));
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(1, Enumerable.Range(0, 3).Sum(c => recording.Outputs[step, c]), 1e-5);
            int answer = Enumerable.Range(0, 3).MaxBy(c => recording.Outputs[step, c]);
            bool wrong = recording.Targets[step, answer] != 1;
            Assert.Equal(wrong ? 2 : 0, Enumerable.Range(0, 4).Count(c => recording.IsWrong(step, c)));
            Assert.False(recording.Counts(step, 3));
        }

        int bits = Enumerable.Range(3, 4).Count(step => recording.Outputs[step, 3] <= 0.5f);
        int symbols = Enumerable.Range(0, 3).Count(step => Enumerable.Range(0, 3).Any(c => recording.IsWrong(step, c)));
        Assert.Equal(bits + symbols, recording.WrongAnswers);
    }

    [Fact]
    public void A_recording_counts_what_is_judged_up_to_the_terminator()
    {
        File.WriteAllText(_lab.In("ended.yaml"), """
            task: ended
            version: 1
            parameters: { length: 2 }
            inputs: { x: 3 }
            targets: { y: 3, flag: 1 }
            draw: { items: "integers(length, 1, 0, 1)" }
            episode:
              - show: { x: one_hot(items, 3) }
              - recall: { y: one_hot(concat(items, literal(2), items), 3) }
                score: { flag: concat(zeros(4, 1), ones(1, 1)) }
            loss: { y: softmax, flag: bits }
            terminator: { y: 2 }
            """);
        RunOutcome outcome = _lab.Start("run", "task={name: ended}", "training.steps=1", "evaluation={episodes: 1}");
        ScoreSums scores = Assert.Single(outcome.Evaluations).Scores.Total;
        Assert.Equal((3, 1), (scores.TargetSymbols, scores.TargetBits));
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal(4, recording.ScoredAnswers);
        Assert.Equal([false, false, true, true, true, false, true], recording.Scored);
        Assert.True(recording.Counts(4, 0));
        Assert.False(recording.Counts(6, 0));
        Assert.True(recording.Counts(6, 3));
    }

    private sealed class Observer : ITrainingObserver
    {
        public double Loss { get; private set; }

        public void Progressed(in TrainingProgress progress) => Loss = progress.Loss;
    }
}
