using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Training on numbers: what is minimised, reported, recorded and traced.</summary>
public sealed class NumberTrainingTests : IDisposable
{
    private readonly Lab _lab = new();

    public NumberTrainingTests() => File.WriteAllText(_lab.In("numbers.yaml"), """
        task: numbers
        version: 1
        parameters: { length: 4 }
        inputs: { x: 1 }
        targets: { y: 1 }
        draw: { xs: "reals(length, 1, -1, 1)" }
        episode:
          - show: { x: xs }
            recall: { y: 5 + 3 * xs }
        loss: squared
        tolerance: 0.5
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Numbers_beyond_any_probability_are_learned()
    {
        RunOutcome outcome = _lab.Start("run", "task={name: numbers}", "training.steps=4000", "training.optimizer.rate=0.01",
            "evaluation.every=50", "stop={metric: wrong_numbers_percent, below: 1, times: 2}");
        Assert.Equal("wrong_numbers_percent was below 1 in 2 consecutive evaluations", outcome.Reason);
        EvaluationResult final = Assert.Single(outcome.Evaluations);
        Assert.Equal(
            ["squared_error", "absolute_error", "wrong_numbers_percent", "sequence_errors", "accuracy_percent", "exact_match_percent"],
            final.Metrics.Select(metric => metric.Name));
        Assert.InRange(final.Metrics[0].Value, 0, 0.25);
        string line = File.ReadLines(_lab.In("run/metrics.jsonl")).First();
        Assert.Contains("number_errors_per_sequence", line, StringComparison.Ordinal);
        Assert.DoesNotContain("bit", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_minimised_is_the_mean_square_of_what_the_answers_are_off()
    {
        // A machine that answers next to nothing is off by 5 + 3x, whose square is 25 + 3 in the mean.
        Assert.InRange(FirstLoss("mean-bit"), 14, 45);
        Assert.InRange(FirstLoss("sequence"), 4 * 14, 4 * 45);

        double FirstLoss(string average)
        {
            Observer observer = new();
            Run.Start(
                _lab.Load("task={name: numbers}", "training.steps=1", "training.report=1", $"training.loss={average}"),
                Lab.Options(_lab.In(average), observer));
            Assert.Equal((null, null, null), (observer.Last.BitsPerSequence, observer.Last.BitErrorsPerSequence,
                observer.Last.SymbolErrorsPerSequence));
            Assert.InRange(observer.Last.ErrorsPerSequence, 3, 4);
            return observer.Last.Loss;
        }
    }

    [Fact]
    public void Without_a_stop_rule_the_best_checkpoint_is_that_of_the_least_squared_error()
    {
        _lab.Start("run", "task={name: numbers}", "training.checkpoint.every=5", "training.checkpoint.keep=10", "stop=null",
            "training.optimizer.rate=0.01");
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        (long Step, double Value)[] values =
            [.. run.ReadMetrics().Where(row => row.Split == "evaluation").Select(row => (row.Step, row["squared_error"]!.Value))];
        Assert.Equal(values.MinBy(each => each.Value).Step, run.Checkpoints().Best());
    }

    [Fact]
    public void A_recording_has_answers_as_they_are_and_tells_the_wrong_ones()
    {
        _lab.Start("run", "task={name: numbers}", "training.steps=200", "training.optimizer.rate=0.01", "stop=null");
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal((4, "numbers", 4), (recording.Steps, recording.Unit, recording.ScoredAnswers));
        Assert.Equal([new RecordedNumbers(0, 1, 0.5)], recording.Numbers);
        Assert.Empty(recording.Symbols);
        Assert.Contains(recording.Outputs.Cast<float>(), answer => answer > 1);
        int wrong = Enumerable.Range(0, 4).Count(step => Math.Abs(recording.Outputs[step, 0] - recording.Targets[step, 0]) > 0.5);
        Assert.Equal(wrong, recording.WrongAnswers);
        Assert.Equal(wrong, Enumerable.Range(0, 4).Count(step => recording.IsWrong(step, 0)));
        Assert.Equal(Math.Max(recording.Outputs.Cast<float>().Max(Math.Abs), recording.Targets.Cast<float>().Max(Math.Abs)),
            recording.MostOf(0, 1));
    }

    [Fact]
    public void A_trace_says_what_is_a_number()
    {
        _lab.Start("run", "task={name: numbers}", "training.steps=1", "stop=null");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        trained.Trace(new(), _lab.In("trace.npz"), new());
        EpisodeRecording read = TraceReader.Read(_lab.In("trace.npz")).Recording;
        Assert.Equal([new RecordedNumbers(0, 1, 0.5)], read.Numbers);
        Assert.Equal("numbers", read.Unit);
    }

    private sealed class Observer : ITrainingObserver
    {
        public TrainingProgress Last { get; private set; }

        public void Progressed(in TrainingProgress progress) => Last = progress;
    }
}
