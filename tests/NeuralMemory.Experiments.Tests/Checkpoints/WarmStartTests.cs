using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class WarmStartTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(false, "{ kind: rmsprop-graves, rate: 1e-3 }")]
    [InlineData(true, "{ kind: rmsprop-graves, rate: 1e-3 }")]
    [InlineData(false, "{ kind: adam, rate: 1e-3 }")]
    [InlineData(true, "{ kind: adam, rate: 1e-3 }")]
    public void From_step_0_with_the_same_seed_and_config_it_has_the_bits_of_the_other(bool withOptimizer, string optimizer)
    {
        string[] same = ["training.checkpoint.first=true", $"training.optimizer={optimizer}"];
        _lab.Start("run", same);
        Start("again", new(_lab.In("run")) { Step = 0, WithOptimizer = withOptimizer }, same);
        RunsOnDisk.AssertSame(_lab.In("run"), _lab.In("again"));
        string file = Path.Combine("checkpoints", "step-00000030", "weights.safetensors");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_lab.In("run"), file)), File.ReadAllBytes(Path.Combine(_lab.In("again"), file)));
    }

    [Fact]
    public void The_first_checkpoint_changes_nothing_and_stays()
    {
        _lab.Start("without", "training.checkpoint.keep=1");
        _lab.Start("with", "training.checkpoint.keep=1", "training.checkpoint.first=true");
        RunsOnDisk.AssertSame(_lab.In("without"), _lab.In("with"));
        Assert.Equal([0L, 30], Steps("with").Intersect([0L, 10, 30]));
        Assert.DoesNotContain(0L, Steps("without"));
        // From there on the run is made once more.
        Run.Resume(_lab.In("with"), Lab.Options(), step: 0);
        RunsOnDisk.AssertSame(_lab.In("without"), _lab.In("with"));
        Assert.Equal(0, _lab.Evaluate("with", options: new() { Step = 0 })[0].Step);
    }

    [Fact]
    public void A_run_knows_where_it_came_from()
    {
        _lab.Start("run");
        Start("tuned", new(_lab.In("run")) { Best = true }, "training.optimizer.rate=1e-4", "training.batch=2", "seed=7",
            "task.parameters.length=[2, 5]");
        using RunDirectory first = RunDirectory.Open(_lab.In("run")), tuned = RunDirectory.Open(_lab.In("tuned"));
        long best = first.Checkpoints().Best()!.Value;
        RunOrigin origin = tuned.ReadOrigin()!;
        Assert.Equal((_lab.In("run"), "small", 1L, "copy", best, best * 4),
            (origin.Run, origin.Name, origin.Seed, origin.Task, origin.Step, origin.Sequences));
        Assert.Equal(first.Checkpoints().Load(best).WeightsHash, origin.WeightsSha256);
        Assert.Equal(64, origin.WeightsSha256.Length);
        Assert.Empty(origin.Notes);
        Assert.Null(first.ReadOrigin());
        // Its own first checkpoint has the other's weights, and nothing of its optimizer.
        Checkpoint began = tuned.Checkpoints().Load(0), ended = first.Checkpoints().Load(best);
        Assert.Equal(ended.WeightsHash, began.WeightsHash);
        Assert.All(began.Optimizer, array => Assert.All(array.Data.ToArray(), number => Assert.Equal(0, number)));
        Assert.Equal(30, tuned.Checkpoints().Latest());
    }

    [Fact]
    public void With_its_optimizer_it_begins_where_the_other_ended()
    {
        _lab.Start("whole");
        _lab.Start("half", "training.steps=20");
        Start("rest", new(_lab.In("half")) { WithOptimizer = true });
        using RunDirectory half = RunDirectory.Open(_lab.In("half")), rest = RunDirectory.Open(_lab.In("rest"));
        Checkpoint ended = half.Checkpoints().Load(20), began = rest.Checkpoints().Load(0);
        Assert.Equal(Numbers(ended.Optimizer), Numbers(began.Optimizer));
        Assert.Equal(20, TrainingState.FromJson(began.State).OptimizerSteps);
        Assert.Equal(0, TrainingState.FromJson(began.State).Sequences);
        Assert.True(rest.ReadOrigin()!.WithOptimizer);
    }

    [Fact]
    public void An_optimizer_of_another_kind_is_refused()
    {
        _lab.Start("run");
        string error = Refused(new(_lab.In("run")) { WithOptimizer = true }, "training.optimizer={kind: adam, rate: 1e-3}");
        Assert.Equal($"--from {_lab.In("run")}: the optimizer is rmsprop-graves there and adam here, so that its state means nothing here: "
            + "leave out --with-optimizer, or set training.optimizer.kind to rmsprop-graves", error);
        Start("other", new(_lab.In("run")), "training.optimizer={kind: adam, rate: 1e-3}");
        Assert.False(Directory.Exists(_lab.In("refused")));
    }

    [Fact]
    public void Whatever_does_not_fit_is_named_all_at_once()
    {
        _lab.Start("run");
        string[] lines = Refused(new(_lab.In("run")) { Step = 20 }, "machine.controller.units=13", "machine.heads.read=2",
            "machine.memory.initial=learned").Split('\n');
        string mark = $"--from {_lab.In("run")}@20: ";
        Assert.All(lines, line => Assert.StartsWith(mark, line, StringComparison.Ordinal));
        Assert.Matches(@"the weights do not fit, in \d+ tensors$", lines[0]);
        Assert.Contains($"{mark}'initial/memory' is not there, and has the shape [4, 8] here", lines);
        Assert.Contains($"{mark}'output/weight' has the shape [3, 16] there and [3, 21] here", lines);
        Assert.Equal($"{mark}machine.controller.units is 12 there and 13 here; machine.memory.initial is constant there and learned here; "
            + $"machine.heads.read is 1 there and 2 here: take what '{_lab.In("run")}/config.yaml' says, or "
            + "train without --from", lines[^1]);
    }

    [Fact]
    public void A_task_of_other_widths_is_named()
    {
        _lab.Start("run");
        string[] lines = Refused(new(_lab.In("run")), "task.parameters={width: 5, length: 2}").Split('\n');
        Assert.Contains("the task has 4 input columns there and 6 here; the task has 3 output columns there and 5 here: take", lines[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_of_machine_is_named_as_such()
    {
        _lab.Start("run");
        string[] lines = Refused(new(_lab.In("run")), "machine={kind: gru, units: 5}").Split('\n');
        Assert.Contains("machine.kind is ntm there and gru here: take", lines[^1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains(" there, and is not here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(20)]
    public void A_memory_of_another_size_takes_the_weights(int slots)
    {
        _lab.Start("run");
        Start("other", new(_lab.In("run")), $"machine.memory.slots={slots}", "training.steps=1");
        using RunDirectory run = RunDirectory.Open(_lab.In("run")), other = RunDirectory.Open(_lab.In("other"));
        RunOrigin origin = other.ReadOrigin()!;
        Assert.Equal([$"'initial/weighting' depends on the number of slots, 8 there and {slots} here: "
            + "it begins as an evaluation with so many slots would have it"], origin.Notes);
        // That is to say: to the bit.
        EvaluationResult there = _lab.Evaluate("run", new() { Slots = slots })[0],
            here = _lab.Evaluate("other", options: new() { Step = 0 })[0];
        Assert.Equal(there.Scores, here.Scores);
    }

    [Theory]
    [InlineData("learned")]
    [InlineData("random")]
    public void So_does_one_that_begins_with_what_depends_on_its_size(string initial)
    {
        string[] overrides = [$"machine.memory={{slots: 8, width: 4, initial: {initial}}}"];
        _lab.Start("run", overrides);
        Start("same", new(_lab.In("run")), [.. overrides, "seed=5", "training.steps=1"]);
        Start("other", new(_lab.In("run")), $"machine.memory={{slots: 11, width: 4, initial: {initial}}}", "seed=5", "training.steps=1");
        using RunDirectory run = RunDirectory.Open(_lab.In("run")), same = RunDirectory.Open(_lab.In("same")),
            other = RunDirectory.Open(_lab.In("other"));
        Assert.Empty(same.ReadOrigin()!.Notes);
        Assert.Equal(run.Checkpoints().Load().WeightsHash, same.Checkpoints().Load(0).WeightsHash);
        Assert.Contains(other.ReadOrigin()!.Notes, note => note.StartsWith("'initial/memory' depends", StringComparison.Ordinal));
        Assert.Equal(
            _lab.Evaluate("run", new() { Slots = 11 })[0].Scores, _lab.Evaluate("other", options: new() { Step = 0 })[0].Scores);
        // What the optimizer knows of them is of so many slots.
        string refused = Refused(new(_lab.In("run")) { WithOptimizer = true }, "machine.memory.slots=11",
            "machine.memory.width=4", $"machine.memory.initial={initial}");
        Assert.Contains("the optimizer's state does not fit", refused, StringComparison.Ordinal);
        Assert.Contains("leave out --with-optimizer", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_of_other_names_are_told()
    {
        _lab.Start("run");
        File.WriteAllText(_lab.In("other.yaml"), File.ReadAllText(_lab.In("tasks/copy.yaml"))
            .Replace("name: copy", "name: other", StringComparison.Ordinal).Replace("end: 1", "mark: 1", StringComparison.Ordinal));
        Listener listener = new();
        Run.Start(_lab.Load("task.name=./other.yaml"), Lab.Options(_lab.In("moved"), listener) with { From = new(_lab.In("run")) });
        string warning = Assert.Single(listener.Warnings);
        Assert.Contains("there and", warning, StringComparison.Ordinal);
        Assert.Contains("column by column", warning, StringComparison.Ordinal);
        using RunDirectory moved = RunDirectory.Open(_lab.In("moved"));
        Assert.Equal([warning], moved.ReadOrigin()!.Notes);
    }

    [Fact]
    public void A_run_that_is_moved_aside_may_be_where_the_next_begins()
    {
        _lab.Start("run");
        Run.Start(_lab.Load(), Lab.Options(_lab.In("run")) with { From = new(_lab.In("run")), Force = true });
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(_lab.In("run.old-1"), run.ReadOrigin()!.Run);
        using RunDirectory before = RunDirectory.Open(_lab.In("run.old-1"));
        Assert.Equal(before.Checkpoints().Load().WeightsHash, run.Checkpoints().Load(0).WeightsHash);
    }

    [Theory]
    [InlineData("results/a", "results/a", null, false)]
    [InlineData("results/a@20", "results/a", 20L, false)]
    [InlineData("results/a@best", "results/a", null, true)]
    [InlineData("user@host/a@0", "user@host/a", 0L, false)]
    [InlineData("@5", "@5", null, false)]
    public void What_a_command_line_says_is_understood(string text, string directory, long? step, bool best) =>
        Assert.Equal(new WarmStart(directory) { Step = step, Best = best }, WarmStart.Parse(text));

    [Theory]
    [InlineData("results/a@last")]
    [InlineData("results/a@-1")]
    [InlineData("results/a@")]
    public void And_what_it_cannot_mean_is_not(string text) => Assert.Null(WarmStart.Parse(text));

    [Fact]
    public void A_folder_may_have_such_a_name()
    {
        _lab.Start("run@20");
        Assert.Equal(new WarmStart(_lab.In("run@20")), WarmStart.Parse(_lab.In("run@20")));
        Assert.Equal(new WarmStart(_lab.In("run@20")) { Step = 10 }, WarmStart.Parse(_lab.In("run@20@10")));
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        _lab.Start("run");
        Says("there is no run", new(_lab.In("rum")));
        Says("there is no checkpoint of step 7", new(_lab.In("run")) { Step = 7 });
        Assert.False(Directory.Exists(_lab.In("new")));

        void Says(string expected, WarmStart from) => Assert.Contains(
            expected, Assert.Throws<RunException>(() => Start("new", from)).Message, StringComparison.Ordinal);
    }

    private RunOutcome Start(string directory, WarmStart from, params string[] overrides) =>
        Run.Start(_lab.Load(overrides), Lab.Options(_lab.In(directory)) with { From = from });

    private string Refused(WarmStart from, params string[] overrides)
    {
        string dry = Assert.Throws<InvalidInputException>(() => from.Check(_lab.Load(overrides))).Message;
        Assert.Equal(dry, Assert.Throws<InvalidInputException>(() => Start("refused", from, overrides)).Message);
        return dry;
    }

    private IReadOnlyList<long> Steps(string directory)
    {
        using RunDirectory run = RunDirectory.Open(_lab.In(directory));
        return run.Checkpoints().List();
    }

    private static float[][] Numbers(IReadOnlyList<NamedArray> arrays) => [.. arrays.Select(array => array.Data.ToArray())];
}
