using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What chooses is not what reports: selection and test episodes.</summary>
public sealed class TestEpisodesTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Training_looks_at_selection_episodes_and_reports_test_episodes()
    {
        Listener listener = new();
        RunOutcome outcome = Run.Start(_lab.Load("evaluation.grid.length=[2, 3]"), Lab.Options(_lab.In("run"), listener));
        EvaluationResult[] during = [.. listener.Evaluations.SkipLast(3)];
        Assert.Equal(6, during.Length);
        Assert.All(during, result => Assert.Equal(("training", 1000L, "selection"), (result.Name, result.Seed, result.Split)));
        Assert.Equal(["final", "grid_length=2", "grid_length=3"], outcome.Evaluations.Select(result => result.Name));
        Assert.All(outcome.Evaluations, result => Assert.Equal((2000L, "test"), (result.Seed, result.Split)));
        Assert.NotEqual(during[^1].Scores, outcome.Evaluations[0].Scores);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.All(run.Evaluations.Read(), document => Assert.Equal((2000L, "test"), (document.Seed, document.Split)));
    }

    [Fact]
    public void What_is_reported_changes_nothing_of_what_is_chosen()
    {
        _lab.Start("run");
        RunOutcome other = _lab.Start("other", "evaluation.test_seed=2001");
        using RunDirectory first = RunDirectory.Open(_lab.In("run")), second = RunDirectory.Open(_lab.In("other"));
        Assert.Equal(first.ReadMetrics().Select(Text), second.ReadMetrics().Select(Text));
        RunsOnDisk.AssertSameCheckpoint(first.Checkpoints().Load(), second.Checkpoints().Load());
        Assert.NotEqual(first.Evaluations.Read().Single()["bits_per_sequence"], other.Evaluations[0].Metrics[0].Value);

        static string Text(MetricsRecord record) => $"{record.Step} {record.Split} {string.Join(' ', record.Values)}";
    }

    [Fact]
    public void A_request_measures_test_episodes_unless_it_has_a_seed_of_its_own()
    {
        RunOutcome outcome = _lab.Start("run");
        EvaluationResult test = _lab.Evaluate("run")[0], selection = _lab.Evaluate("run", new() { Seed = 1000 })[0],
            other = _lab.Evaluate("run", new() { Seed = 7 })[0];
        Assert.Equal(("test", "selection", null), (test.Split, selection.Split, other.Split));
        Assert.Equal(outcome.Evaluations[0].Scores, test.Scores);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(run.ReadMetrics().Last(record => record.Split == "evaluation").Values, selection.Metrics);
        Assert.Equal(7, other.ToDocument().Seed);
        Assert.Null(other.ToDocument().Split);
    }

    [Fact]
    public void Episodes_that_choose_and_report_are_warned_about()
    {
        string warning = Assert.Single(_lab.Load("evaluation.test_seed=1000").Warnings).ToString();
        Assert.Contains("'evaluation.test_seed': it is the seed of the selection episodes", warning, StringComparison.Ordinal);
        Assert.Empty(_lab.Load("evaluation.test_seed=null").Warnings);
        Assert.Equal("selection", _lab.Start("run", "evaluation.test_seed=null").Evaluations[0].Split);
    }

    [Fact]
    public void The_evaluation_at_the_end_takes_no_memory_of_its_own()
    {
        Experiment experiment = _lab.Load();
        using Trainer trainer = Lab.NewTrainer(experiment);
        using Computing computing = new(Autodiff.NativeEngine.Instance, 1);
        using PointEvaluator evaluator = new(experiment, trainer.Machine, experiment.Selection, computing);
        Assert.True(evaluator.Measures(experiment.Evaluation));
        EvaluationResult kept = evaluator.Run(experiment.Evaluation, 0, 0, CancellationToken.None)!;
        Assert.Equal(trainer.Evaluate(experiment.Evaluation, CancellationToken.None)!.Scores, kept.Scores);
        Assert.NotEqual(evaluator.Run(0, 0, CancellationToken.None)!.Scores, kept.Scores);
        Assert.False(evaluator.Measures(experiment.Evaluation with { Slots = 9 }));
    }

    [Fact]
    public void A_run_of_an_earlier_version_reports_what_it_reported()
    {
        RecordedRun recorded = new("gru", _lab);
        string path = _lab.In("gru");
        Assert.Null(Stored(path).Config.Evaluation.TestSeed);
        // The whole of it is evaluated at the last step of training, too.
        RunOutcome outcome = Run.Resume(path, Lab.Options(), ["training.steps=110"]);
        EvaluationResult final = outcome.Evaluations[0];
        Assert.Equal((Stored(path).Config.Evaluation.Seed, "selection"), (final.Seed, final.Split));
        using (RunDirectory run = RunDirectory.Open(path))
            Assert.Equal(run.ReadMetrics().Last(record => record is { Split: "evaluation", Step: 110 }).Values, final.Metrics);
        // What was written down meanwhile leaves it so, and can be resumed once more.
        Assert.Contains("test_seed: null", File.ReadAllText(Path.Combine(path, RunFiles.Config)), StringComparison.Ordinal);
        Assert.Equal("selection", Run.Resume(path, Lab.Options(), ["training.steps=112"]).Evaluations[0].Split);
        Assert.Empty(Stored(path).Warnings);
        Assert.NotNull(recorded.Expected);
    }

    private static Experiment Stored(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return StoredExperiment.Read(run, [], anyChange: true);
    }
}
