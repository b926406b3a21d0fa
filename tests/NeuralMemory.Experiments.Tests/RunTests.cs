using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_run_leaves_everything_that_describes_it()
    {
        Listener listener = new();
        RunOutcome outcome = Run.Start(
            _lab.Load("evaluation.grid={length: [2, 3], slots: [8, 16]}"),
            Lab.Options(_lab.In("run"), listener) with { Command = "train small.yaml" });
        Assert.Equal(RunState.Done, outcome.State);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal("train small.yaml\n", File.ReadAllText(run.CommandPath));
        Assert.Equal(File.ReadAllText(Path.Combine(Lab.Repository, "tasks", "copy.yaml")), run.ReadTask());
        Assert.Equal(_lab.Load("evaluation.grid={length: [2, 3], slots: [8, 16]}").ToYaml(), run.ReadConfig());
        Assert.Equal(1, run.ReadEnvironment().Seed);
        Assert.Equal((RunState.Done, 30L, 120L), (run.ReadStatus().State, run.ReadStatus().Step, run.ReadStatus().Sequences));
        Assert.Equal([10, 20, 30], run.Checkpoints().List());
        Assert.Equal([10, 20, 30], listener.Checkpoints);
        Assert.Equal(4, run.ReadMetrics().Count(record => record.Split == "train"));
        Assert.Equal(6, run.ReadMetrics().Count(record => record.Split == "evaluation"));
        Assert.Equal(
            ["final", "grid_length=2_slots=16", "grid_length=2_slots=8", "grid_length=3_slots=16", "grid_length=3_slots=8"],
            run.Evaluations.Read().Select(evaluation => evaluation.Name));
        Assert.Equal((0L, 30L), (listener.Start!.Step, listener.Start.TotalSteps));
        Assert.Equal(outcome, listener.End);
        Assert.Equal(5, outcome.Evaluations.Count);
    }

    [Fact]
    public void Only_the_latest_checkpoints_and_the_best_stay()
    {
        _lab.Start("run", "training.checkpoint={every: 3, keep: 2}", "evaluation.every=3");
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        IReadOnlyList<long> steps = run.Checkpoints().List();
        Assert.Contains(27, steps);
        Assert.Contains(30, steps);
        Assert.Contains(run.Checkpoints().Best()!.Value, steps);
        Assert.InRange(steps.Count, 2, 3);
    }

    [Fact]
    public void A_run_is_never_overwritten_and_moved_aside_only_when_told()
    {
        _lab.Start("run");
        RunException refusal = Assert.Throws<RunException>(() => _lab.Start("run"));
        Assert.Equal(RunProblem.Exists, refusal.Problem);
        Listener listener = new();
        Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), listener) with { Force = true });
        Assert.True(RunDirectory.IsRun(listener.Start!.MovedAside!));
    }

    [Fact]
    public void An_interrupted_run_says_so_and_has_a_checkpoint_of_its_last_step()
    {
        using Stopper observer = new(7);
        RunOutcome outcome = Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), observer), observer.Token);
        Assert.Equal((RunState.Interrupted, "interrupted after step 7"), (outcome.State, outcome.Reason));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(7, run.Checkpoints().Latest());
        Assert.Equal(RunState.Interrupted, run.ReadStatus().State);
    }

    [Fact]
    public void An_error_is_left_in_the_status()
    {
        Assert.Throws<OperationCanceledException>(() =>
            Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), new Saboteur(5))));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(RunState.Failed, run.ReadStatus().State);
    }

    [Fact]
    public void Without_a_directory_a_run_goes_below_results_by_name_and_seed() =>
        Assert.Equal(Path.Combine("results", "small-seed3"), Run.DefaultDirectory(_lab.Load("seed=3")));

    [Fact]
    public void A_dry_run_counts_without_training()
    {
        DryRun dry = DryRun.Of(_lab.Load());
        Assert.Equal((30L, 120L, 4, 3), (dry.Steps, dry.Sequences, dry.InputWidth, dry.OutputWidth));
        Assert.Equal((3, 9), (dry.MinLength, dry.MaxLength));
        Assert.Equal(dry.Parameters, dry.Tensors.Sum(tensor => tensor.Shape.Count));
        Assert.InRange(dry.Memory!.Total, dry.Memory.Program + 12L * dry.Parameters, 100_000_000);
    }

    /// <summary>65,536 sequences of this machine take 40 GB: whoever asks may not have them.</summary>
    [Fact]
    public void A_dry_run_of_a_batch_beyond_all_memory_computes_a_part_of_it()
    {
        Experiment small = Large(1024), large = Large(65_536);
        using IMachine machine = large.BuildMachine();
        TrainingConfig part = PartOfBatch.Of(large, machine, NativeEngine.Instance, out double scale);
        Assert.Equal(65_536, part.Batch * scale, 1e-6);
        Assert.InRange(part.Batch, 16, 1024);
        // The parameters, which do not grow with the batch, are a thousandth of it.
        Assert.InRange((double)DryRun.Of(large).Memory!.Training / DryRun.Of(small).Memory!.Training, 62, 65);

        // Where steps are computed again, a sequence of a larger batch takes less.
        Experiment Large(int batch) => _lab.Load(
            "machine={kind: gru, units: 256, layers: 2}", $"training.batch={batch}", "training.shard=16", "training.recompute=never",
            "task.parameters={width: 3, length: 20}");
    }

    [Fact]
    public void A_task_that_fails_for_some_values_ends_the_run_with_its_reason()
    {
        File.WriteAllText(_lab.In("odd.yaml"), """
            task: odd
            version: 1
            parameters: { length: [1, 4] }
            inputs: { data: 2 }
            targets: { data: 2 }
            draw: { items: "bits(length, 2)", rare: "integer(1, 30)" }
            episode:
              - show: { data: items }
              - recall: { data: "slice(items, 0, if(rare == 1, 5, length))" }
            loss: bits
            """);
        Experiment experiment = Experiment.Load(_lab.Config(Lab.Small.Replace("name: copy", "name: ./odd.yaml").Replace("width: 3, ", "")));
        Assert.Throws<InvalidInputException>(() => Run.Start(experiment, Lab.Options(_lab.In("run"))));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(RunState.Failed, run.ReadStatus().State);
    }

    [Fact]
    public void What_fails_before_the_first_step_leaves_no_run()
    {
        File.WriteAllText(_lab.In("never.yaml"), """
            task: never
            version: 1
            parameters: { length: [1, 40] }
            inputs: { data: 2 }
            targets: { data: 2 }
            draw: { items: "bits(length, 2)" }
            where: [sum(items) == 80 and length < 3]
            episode:
              - show: { data: items }
              - recall: { data: items }
            loss: bits
            """);
        Experiment experiment = Experiment.Load(_lab.Config(Lab.Small.Replace("name: copy", "name: ./never.yaml")
            .Replace("{ width: 3, length: [1, 4] }", "{}").Replace("parameters: { length: 4 }", "parameters: {}")));
        Assert.Throws<InvalidInputException>(() => Run.Start(experiment, Lab.Options(_lab.In("run"))));
        Assert.False(Path.Exists(_lab.In("run")));
        // Nor does it take away what was there before.
        _lab.Start("run");
        Assert.Throws<InvalidInputException>(() => Run.Start(experiment, Lab.Options(_lab.In("run")) with { Force = true }));
        Assert.False(Path.Exists(_lab.In("run.old-1")));
        using (RunDirectory run = RunDirectory.Open(_lab.In("run")))
            Assert.Equal(RunState.Done, run.ReadStatus().State);
        // What does not belong to a run stays.
        Directory.CreateDirectory(_lab.In("other"));
        Assert.Throws<InvalidInputException>(() => Run.Start(experiment, Lab.Options(_lab.In("other"), new Writer(_lab.In("other/mine")))));
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_lab.In("other")).Select(Path.GetFileName));
    }

    private sealed class Writer(string file) : ITrainingObserver
    {
        public void Started(RunStarted run) => File.WriteAllText(file, "");
    }
}
