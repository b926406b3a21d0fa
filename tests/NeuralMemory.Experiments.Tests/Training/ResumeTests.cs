using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(21)]
    [InlineData(28)]
    public void An_interrupted_and_resumed_run_is_the_uninterrupted_one_to_the_bit(int step)
    {
        _lab.Start("whole");
        RunOutcome interrupted = InterruptAfter(step, "parts");
        Assert.Equal((RunState.Interrupted, step), (interrupted.State, (int)interrupted.Step));
        RunOutcome resumed = Run.Resume(_lab.In("parts"), Lab.Options());
        Assert.Equal((RunState.Done, 30), (resumed.State, (int)resumed.Step));
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Theory]
    [InlineData("{kind: lstm, units: 12, dropout: 0.3}")]
    [InlineData("{kind: gru, units: 12, normalize: true, bidirectional: true, dropout: 0.5}")]
    [InlineData("{kind: dnc, controller: {units: 12}, memory: {slots: 9, width: 5}, heads: {read: 2, write: 2}, clip: 20}")]
    [InlineData("{kind: dnc-mds, controller: {kind: gru, units: 12, layers: 2}, memory: {slots: 9}, dropout: 0.2}")]
    [InlineData("{kind: dnc-sparse, controller: {kind: feed-forward, units: 12}, links: {entries: 3}}")]
    [InlineData("{kind: biadnc, controller: {units: 12}}")]
    [InlineData("{kind: sam, controller: {units: 12}, memory: {slots: 1048576, width: 5, exhaustive: 64}, heads: 6}")]
    [InlineData("{kind: sdnc, controller: {units: 12}, memory: {slots: 1048576, width: 5, exhaustive: 64}, heads: 3}")]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_a_resumed_run_is_the_uninterrupted_one_on_any_number_of_threads(string machine)
    {
        machine = $"machine={machine}";
        _lab.Start("whole", machine);
        InterruptAfter(14, "parts", machine);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    public void An_evaluation_that_was_interrupted_is_repeated_whole(int step)
    {
        // Reports come right before evaluations, which then begin with the wish to stop already there.
        string[] overrides = ["training.report=5", "stop={below: 0.001, times: 2}"];
        Run.Start(_lab.Load(overrides), Lab.Options(_lab.In("whole")));
        using Stopper observer = new(step);
        RunOutcome interrupted = Run.Start(_lab.Load(overrides), Lab.Options(_lab.In("parts"), observer), observer.Token);
        Assert.Equal((RunState.Interrupted, step), (interrupted.State, (int)interrupted.Step));
        using (RunDirectory run = RunDirectory.Open(_lab.In("parts")))
        {
            Assert.Equal(step, run.Checkpoints().Latest());
            Assert.Equal("train", run.ReadMetrics().Last().Split);
        }

        // Once more, before it has begun again.
        Assert.Equal(RunState.Interrupted, Run.Resume(_lab.In("parts"), Lab.Options(), token: new(canceled: true)).State);
        Assert.Equal(RunState.Done, Run.Resume(_lab.In("parts"), Lab.Options()).State);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Fact]
    public void A_killed_run_goes_on_from_its_last_checkpoint_to_the_same_bits()
    {
        _lab.Start("whole");
        // What a kill leaves: the files up to the last checkpoint, metrics beyond it, and a torn line.
        Assert.Throws<OperationCanceledException>(() => Run.Start(
            _lab.Load(), Lab.Options(_lab.In("killed"), new Saboteur(25))));
        using (RunDirectory run = RunDirectory.Open(_lab.In("killed")))
        {
            Assert.Equal(20, run.Checkpoints().Latest());
            Assert.Equal(25, run.ReadMetrics().Last().Step);
        }

        File.AppendAllText(_lab.In("killed/metrics.jsonl"), "{\"step\": 99");
        Assert.Equal(RunState.Done, Run.Resume(_lab.In("killed"), Lab.Options()).State);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("killed"));
    }

    [Fact]
    public void A_run_killed_before_its_first_checkpoint_begins_anew()
    {
        _lab.Start("whole");
        Assert.Throws<OperationCanceledException>(() => Run.Start(
            _lab.Load(), Lab.Options(_lab.In("killed"), new Saboteur(5))));
        Run.Resume(_lab.In("killed"), Lab.Options());
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("killed"));
    }

    [Fact]
    public void A_run_that_is_extended_equals_one_that_was_long_from_the_beginning()
    {
        _lab.Start("long", "training.steps=41");
        _lab.Start("short", "training.steps=23");
        RunOutcome outcome = Run.Resume(_lab.In("short"), Lab.Options(), ["training.steps=41"]);
        Assert.Equal(41, outcome.Step);
        RunsOnDisk.AssertSame(_lab.In("long"), _lab.In("short"));
        Assert.Contains("steps: 41", File.ReadAllText(_lab.In("short/config.yaml")));
    }

    [Fact]
    public void An_earlier_checkpoint_serves_when_it_is_asked_for()
    {
        _lab.Start("whole");
        _lab.Start("again");
        Run.Resume(_lab.In("again"), Lab.Options(), step: 10);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("again"));
    }

    [Fact]
    public void A_finished_run_stays_as_it_is()
    {
        _lab.Start("whole");
        _lab.Start("again");
        Assert.Equal(RunState.Done, Run.Resume(_lab.In("again"), Lab.Options()).State);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("again"));
    }

    [Fact]
    public void A_resumed_run_may_use_other_threads_and_still_has_the_same_bits()
    {
        _lab.Start("whole");
        InterruptAfter(14, "parts");
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Theory]
    [InlineData("training.batch=8",
        "--set training.batch=8:1:16: 'training.batch' is fixed when a run begins (it is 4); start a new run to change it")]
    [InlineData("seed=2", "--set seed=2:1:6: 'seed' is fixed when a run begins (it is 1); start a new run to change it")]
    [InlineData("machine.memory.slots=9",
        "--set machine.memory.slots=9:1:22: 'machine.memory.slots' is fixed when a run begins (it is 8); start a new run to change it")]
    [InlineData("training.step=9", "--set training.step=9:1:10: 'training' has no key 'step'; did you mean 'steps'? ")]
    public void What_a_run_began_with_stays(string change, string message)
    {
        _lab.Start("run");
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => Run.Resume(_lab.In("run"), Lab.Options(), [change]));
        Assert.StartsWith(message, Assert.Single(refusal.Diagnostics).ToString());
        Assert.Contains("steps: 30", File.ReadAllText(_lab.In("run/config.yaml")));
    }

    [Theory]
    [InlineData("config.yaml", "batch: 4", "batch: 5")]
    [InlineData("config.yaml", "slots: 8", "slots: 9")]
    [InlineData("task.yaml", "show: { data: items }", "show: { data: reverse(items) }")]
    public void A_file_that_was_edited_behind_the_runs_back_is_noticed(string file, string found, string replacement)
    {
        _lab.Start("run");
        string text = File.ReadAllText(_lab.In($"run/{file}"));
        Assert.Contains(found, text);
        File.WriteAllText(_lab.In($"run/{file}"), text.Replace(found, replacement));
        RunException refusal = Assert.Throws<RunException>(() => Run.Resume(_lab.In("run"), Lab.Options()));
        Assert.Equal(RunProblem.Damaged, refusal.Problem);
        Assert.True(refusal.Message.Contains("was changed after") || refusal.Message.Contains("does not fit the machine"), refusal.Message);
    }

    [Fact]
    public void A_file_may_be_edited_where_a_resumed_run_may_differ()
    {
        _lab.Start("run");
        File.WriteAllText(_lab.In("run/config.yaml"), File.ReadAllText(_lab.In("run/config.yaml")).Replace("steps: 30", "steps: 33"));
        Assert.Equal(33, Run.Resume(_lab.In("run"), Lab.Options()).Step);
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_it_serves_only_when_asked_for()
    {
        _lab.Start("whole");
        _lab.Start("run");
        string weights = _lab.In("run/checkpoints/step-00000030/weights.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^10]);
        RunException refusal = Assert.Throws<RunException>(() => Run.Resume(_lab.In("run"), Lab.Options()));
        Assert.Equal(RunProblem.Damaged, refusal.Problem);
        Assert.Contains("step-00000030", refusal.Message);
        Assert.Contains("--checkpoint 20", refusal.Message);
        Run.Resume(_lab.In("run"), Lab.Options(), step: 20);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("run"));
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("config")]
    [InlineData("weights")]
    [InlineData("fit")]
    public void A_refused_resume_changes_nothing(string damage)
    {
        _lab.Start("run");
        string metrics = _lab.In("run/metrics.jsonl"), config = _lab.In("run/config.yaml"),
            weights = _lab.In("run/checkpoints/step-00000020/weights.safetensors");
        if (damage == "metrics")
            File.WriteAllBytes(metrics, File.ReadAllBytes(metrics)[..100]);
        else if (damage == "weights")
            File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^10]);
        else
            File.WriteAllText(config, File.ReadAllText(config).Replace(
                damage == "fit" ? "slots: 8" : "batch: 4", damage == "fit" ? "slots: 9" : "batch: 5"));
        Dictionary<string, string> before = Contents(_lab.In("run"));
        RunException refusal = Assert.Throws<RunException>(
            () => Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=50"], step: 20));
        Assert.Equal(RunProblem.Damaged, refusal.Problem);
        Assert.Equal(before, Contents(_lab.In("run")));
    }

    [Theory]
    [InlineData(false, 14)]
    [InlineData(true, 7)]
    [InlineData(true, 14)]
    public void Vanished_checkpoints_are_no_reason_to_begin_anew_silently(bool folderToo, int step)
    {
        InterruptAfter(step, "run");
        Directory.Delete(_lab.In("run/checkpoints"), recursive: true);
        if (!folderToo)
            Directory.CreateDirectory(_lab.In("run/checkpoints"));
        Dictionary<string, string> before = Contents(_lab.In("run"));
        RunException refusal = Assert.Throws<RunException>(() => Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=50"]));
        Assert.Equal(RunProblem.Missing, refusal.Problem);
        Assert.Contains($"the run has made {step} steps", refusal.Message);
        Assert.Contains("train --force", refusal.Message);
        Assert.Equal(before, Contents(_lab.In("run")));
    }

    [Fact]
    public void A_killed_run_whose_checkpoints_vanished_is_refused_too()
    {
        Assert.Throws<OperationCanceledException>(() => Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), new Saboteur(15))));
        Directory.Delete(_lab.In("run/checkpoints"), recursive: true);
        Assert.Equal(RunProblem.Missing, Assert.Throws<RunException>(() => Run.Resume(_lab.In("run"), Lab.Options())).Problem);
    }

    private static Dictionary<string, string> Contents(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(path => path, path => Convert.ToBase64String(File.ReadAllBytes(path)));

    private RunOutcome InterruptAfter(int step, string directory, params string[] overrides)
    {
        using Stopper observer = new(step);
        return Run.Start(_lab.Load(overrides), Lab.Options(_lab.In(directory), observer), observer.Token);
    }
}
