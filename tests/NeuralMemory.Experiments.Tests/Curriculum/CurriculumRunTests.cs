using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class CurriculumRunTests : IDisposable
{
    /// <summary>Every window is good enough: with batches of 4, a level has 3 steps, of which the last fills its window.</summary>
    private const string EverySteps3 =
        "training.curriculum={ kind: threshold, start: { length: 1 }, metric: bits_per_sequence, below: 1000, window: 11 }";

    /// <summary>So long a window that the shares of the level's own sequences decide when it is full.</summary>
    private const string Shares = "training.curriculum={ kind: doubling, start: { length: 1 }, draw: highest, metric: bits_per_sequence, "
        + "below: 1000, window: 20, look_back: 0.3, whole: 0.3 }";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Levels_are_told_and_recorded_when_they_change()
    {
        Listener listener = new();
        Run.Start(_lab.Load(EverySteps3, "training.report=1"), Lab.Options(_lab.In("run"), listener));
        Assert.Equal([(3L, 12L, 2), (6, 24, 3), (9, 36, 4)],
            listener.Advances.Select(advance => (advance.Step, advance.Sequences, advance.Level.Number)));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal([(3L, 2.0, 2.0), (6, 3, 3), (9, 4, 4)], run.ReadMetrics().Where(record => record.Split == "curriculum")
            .Select(record => (record.Step, record["level"]!.Value, record["highest_length"]!.Value)));
        // The level of a line is that of its last step.
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4], run.ReadMetrics().Where(record => record.Split == "train")
            .Select(record => record["level"]!.Value).Take(11));
        Assert.Equal([1, 1, 1, 2], listener.Progress.Take(4).Select(progress => progress.Level!.Number));
    }

    [Fact]
    public void A_run_without_a_curriculum_tells_of_no_level()
    {
        Listener listener = new();
        Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), listener));
        Assert.Empty(listener.Advances);
        Assert.All(listener.Progress, progress => Assert.Null(progress.Level));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.All(run.ReadMetrics(), record => Assert.Null(record["level"]));
    }

    [Theory]
    [InlineData(EverySteps3, 2)]
    [InlineData(EverySteps3, 3)]
    [InlineData(EverySteps3, 4)]
    [InlineData(EverySteps3, 8)]
    [InlineData(EverySteps3, 9)]
    [InlineData(EverySteps3, 10)]
    [InlineData(Shares, 5)]
    [InlineData(Shares, 11)]
    [InlineData("training.curriculum={ kind: linear, start: { length: 1 }, every: 5 }", 5)]
    [InlineData("training.curriculum={ kind: lessons, lessons: [{ length: 1 }, { length: 2 }, {}], below: 2, window: 16 }", 6)]
    public void A_run_that_is_interrupted_around_a_change_of_level_is_the_uninterrupted_one_to_the_bit(string curriculum, int step)
    {
        string[] changes = [curriculum, "training.report=1"];
        _lab.Start("whole", changes);
        using Stopper observer = new(step);
        RunOutcome interrupted = Run.Start(_lab.Load(changes), Lab.Options(_lab.In("parts"), observer), observer.Token);
        Assert.Equal((RunState.Interrupted, step), (interrupted.State, (int)interrupted.Step));
        Run.Resume(_lab.In("parts"), Lab.Options());
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
        using RunDirectory run = RunDirectory.Open(_lab.In("whole"));
        Assert.Contains(run.ReadMetrics(), record => record.Split == "curriculum");
    }

    [Theory]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_a_run_that_is_resumed_goes_through_its_levels(string machine)
    {
        string[] changes = [Shares, $"machine={machine}"];
        _lab.Start("whole", changes);
        using Stopper observer = new(11);
        Run.Start(_lab.Load(changes), Lab.Options(_lab.In("parts"), observer), observer.Token);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
        using RunDirectory run = RunDirectory.Open(_lab.In("whole"));
        Assert.Contains(run.ReadMetrics(), record => record.Split == "curriculum");
    }

    [Theory]
    [InlineData(EverySteps3)]
    [InlineData(Shares)]
    public void A_killed_run_goes_through_its_levels_once_more_to_the_same_bits(string curriculum)
    {
        _lab.Start("whole", curriculum, "training.checkpoint.every=4");
        Assert.Throws<OperationCanceledException>(() => Run.Start(
            _lab.Load(curriculum, "training.checkpoint.every=4"), Lab.Options(_lab.In("killed"), new Saboteur(10))));
        Run.Resume(_lab.In("killed"), Lab.Options());
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("killed"));
    }

    [Theory]
    [InlineData(EverySteps3)]
    [InlineData(Shares)]
    public void One_thread_and_two_give_the_same_bits(string curriculum)
    {
        string[] changes = [curriculum, "training.batch=16", "training.shard=4"];
        _lab.Start("one", [.. changes, "training.threads=1"]);
        _lab.Start("two", [.. changes, "training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("one"), _lab.In("two"));
    }

    [Fact]
    public void The_metric_of_a_level_is_that_of_its_own_sequences()
    {
        // One vector of 3 bits in the sequences of the first level, 2.5 on average in the other half; unlearned, each costs a bit.
        using Trainer trainer = Lab.NewTrainer(_lab.Load(
            "training.batch=64", "training.optimizer={ kind: sgd, rate: 1e-6 }", "training.curriculum={ kind: doubling, "
            + "start: { length: 1 }, draw: highest, metric: bits_per_sequence, below: 0, window: 1000000, whole: 0.5 }"));
        for (int i = 0; i < 5; i++)
            trainer.Step(out _);
        CurriculumState state = trainer.State.Curriculum!;
        Assert.InRange(state.Sequences, 110, 210);
        Assert.InRange(state.Sum / state.Sequences, 2.9, 3.2);
        Assert.InRange(trainer.State.Report.Nats / Math.Log(2) / trainer.State.Report.Sequences, 4.8, 5.8);
    }

    [Fact]
    public void Training_at_the_first_level_is_training_on_a_task_that_has_only_it()
    {
        // What the curriculum narrows to is drawn as the range of a task would be; standardize and the like refer to the whole.
        using Trainer narrowed = Lab.NewTrainer(_lab.Load("training.curriculum={ kind: doubling, start: { length: 2 }, below: -1 }"));
        using Trainer small = Lab.NewTrainer(_lab.Load("task.parameters.length=[1, 2]"));
        for (int i = 0; i < 10; i++)
        {
            narrowed.Step(out _);
            small.Step(out _);
        }

        Assert.Equal(small.State.Report.Loss, narrowed.State.Report.Loss);
    }

    [Fact]
    public void A_step_with_a_curriculum_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load(Shares.Replace("1000", "-1")));
        WarmSteps.AllocateNothing(trainer);
    }

    [Theory]
    [InlineData(EverySteps3, "")]
    [InlineData("", EverySteps3)]
    public void A_checkpoint_of_another_curriculum_is_refused(string saved, string restored)
    {
        using Trainer trainer = Lab.NewTrainer(Load(saved));
        trainer.State.Curriculum?.Level = 4;
        CheckpointStore store = new(_lab.In("store"));
        CheckpointCodec.Save(store, trainer.State, trainer.Machine, trainer.Optimizer);
        RunException refusal = Assert.Throws<RunException>(() => Lab.NewTrainer(Load(restored), store.Load()));
        Assert.Equal("the checkpoint of step 0 does not fit the curriculum of the config", refusal.Message);
        Assert.Throws<RunException>(() => Lab.NewTrainer(Load(EverySteps3.Replace("length: 1", "length: 2")), store.Load()));

        Experiment Load(string curriculum) => curriculum.Length == 0 ? _lab.Load() : _lab.Load(curriculum);
    }

    [Fact]
    public void A_divergence_at_a_higher_level_is_replayed_at_that_level()
    {
        RunOutcome outcome = _lab.Start(
            "run", EverySteps3, "training.optimizer={kind: sgd, rate: 1e-3}", "training.clip={norm: 1e30}", "evaluation.every=null",
            "training.schedule={kind: step, factor: 1e10, every: 1}", "training.checkpoint.every=1");
        Assert.Equal(RunState.Diverged, outcome.State);
        Assert.True(outcome.Step >= 3, $"no level was passed in {outcome.Step} steps");
        Assert.Equal(outcome.Reason, Run.Replay(_lab.In("run"))!.Reason);
    }

    [Fact]
    public void A_run_in_the_middle_of_its_curriculum_is_evaluated_on_the_whole_task()
    {
        _lab.Start("run", EverySteps3.Replace("1000", "-1"), "evaluation.parameters={}", "evaluation.every=null");
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal("[1,4]", run.Evaluations.Read().Single().Parameters["length"]!.ToJsonString());
        EvaluationResult again = Assert.Single(_lab.Evaluate("run"));
        Assert.Equal("[1, 4]", again.Parameters.Single(parameter => parameter.Key == "length").Value.ToString());
    }

    [Fact]
    public void A_curriculum_is_fixed_when_a_run_begins()
    {
        _lab.Start("run", EverySteps3);
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(
            () => Run.Resume(_lab.In("run"), Lab.Options(), ["training.curriculum.window=12"]));
        Assert.Contains("'training.curriculum.window' is fixed when a run begins (it is 11)", refusal.Message);
    }

    [Fact]
    public void A_machine_that_learns_passes_through_every_level()
    {
        Listener listener = new();
        Run.Start(
            _lab.Load(
                "machine={kind: lstm, units: 32}", "task.parameters={width: 3, length: [1, 3]}", "training.steps=1500",
                "training.optimizer={kind: adam, rate: 0.01}", "evaluation.every=null", "training.curriculum={ kind: threshold, "
                + "start: { length: 1 }, metric: bit_errors_per_sequence, below: 0.5, window: 100 }"),
            Lab.Options(_lab.In("run"), listener));
        Assert.Equal([2, 3], listener.Advances.Select(advance => advance.Level.Number));
        // Not before something was learned: half of the bits of a vector are wrong at first.
        Assert.True(listener.Advances[0].Step > 25);
        Assert.InRange(listener.Progress[^1].BitsPerSequence!.Value, 0, 3);
    }
}
