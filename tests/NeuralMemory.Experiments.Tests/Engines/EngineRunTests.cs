using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Runs, from the beginning to a picture, by an engine that does not divide batches.</summary>
public sealed class EngineRunTests : IDisposable
{
    private const string Torch = "training.engine={kind: torch}", Dropping = "machine={kind: dnc, controller: {units: 12}, dropout: 0.3}";

    private static readonly EngineUse Native = new(0, "native", null), Whole = new(0, "whole on whole:0", "wholeness 1.2");

    private readonly Lab _lab = new();
    private readonly WholeBatchEngine _engine = new();
    private readonly EngineCatalog _engines;

    public EngineRunTests() => _engines = EngineCatalog.Native.With<TorchEngineConfig>((_, _) => _engine);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_run_goes_on_to_the_same_bits_and_near_those_of_the_native_engine()
    {
        Start("native", Dropping);
        RunOutcome whole = Start("whole", Dropping, Torch);
        using (Stopper observer = new(14))
            Run.Start(_lab.Load(Dropping, Torch), Options("parts", observer), observer.Token);
        Assert.Equal(RunState.Done, Run.Resume(_lab.In("parts"), Options()).State);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
        Assert.Equal([Whole], EnginesOf("whole"));
        Assert.Equal([Whole], EnginesOf("parts"));
        Assert.Equal([Native], EnginesOf("native"));
        Assert.Equal("whole on whole:0", whole.Evaluations[0].Engine);
        Assert.Equal(3, _engine.Disposals);
        MetricsRecord[] expected = Metrics("native"), actual = Metrics("whole");
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First["loss"] ?? 0, pair.Second["loss"] ?? 0, 1e-4));
    }

    [Fact]
    public void A_run_changes_its_engine_only_when_told_and_then_says_so()
    {
        Start("run", "training.steps=20");
        Listener listener = new();
        string before = File.ReadAllText(_lab.In("run/environment.json"));
        Run.Resume(_lab.In("run"), Options());
        Assert.Equal(before, File.ReadAllText(_lab.In("run/environment.json")));
        Assert.Empty(_engine.Tapes);

        Run.Resume(_lab.In("run"), Options(observer: listener), ["training.steps=30", Torch]);
        Assert.Equal("whole on whole:0", listener.Start!.Engine);
        Assert.Equal([Native, Whole with { Step = 20 }], EnginesOf("run"));
        Assert.Contains("kind: torch", File.ReadAllText(_lab.In("run/config.yaml")));
        // It stays with that engine; and forgets it with what it computed.
        Run.Resume(_lab.In("run"), Options(), ["training.steps=40"]);
        Assert.Equal([Native, Whole with { Step = 20 }], EnginesOf("run"));
        Run.Resume(_lab.In("run"), Options(), [new NativeEngineConfig().ToAssignment()], step: 20);
        Assert.Equal([Native], EnginesOf("run"));
        _lab.Start("long", "training.steps=40");
        RunsOnDisk.AssertSame(_lab.In("long"), _lab.In("run"));
    }

    [Fact]
    public void A_run_of_a_version_with_one_engine_was_native()
    {
        Start("run", "training.steps=20");
        using (RunDirectory run = RunDirectory.OpenForWriting(_lab.In("run")))
            run.WriteEnvironment(run.ReadEnvironment() with { Engines = [] });
        string before = File.ReadAllText(_lab.In("run/environment.json")).Replace("  \"engines\": [],\n", "");
        Assert.DoesNotContain("engines", before);
        File.WriteAllText(_lab.In("run/environment.json"), before);
        Run.Resume(_lab.In("run"), Options(), ["training.steps=25"]);
        Assert.Equal(before, File.ReadAllText(_lab.In("run/environment.json")));
        Run.Resume(_lab.In("run"), Options(), ["training.steps=30", "training.engine={kind: torch, device: cuda}"]);
        Assert.Equal([Native, Whole with { Step = 25 }], EnginesOf("run"));
        using RunDirectory resumed = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(("cuda", 1), (resumed.ReadEnvironment().Device, resumed.ReadEnvironment().Seed));
    }

    [Fact]
    public void A_lost_environment_does_not_keep_a_run_from_going_on()
    {
        Start("run", "training.steps=20");
        File.Delete(_lab.In("run/environment.json"));
        Run.Resume(_lab.In("run"), Options(), ["training.steps=30", Torch]);
        Assert.Equal([Native, Whole with { Step = 20 }], EnginesOf("run"));
    }

    [Fact]
    public void An_engine_that_is_not_there_leaves_everything_as_it_was()
    {
        Start("run", "training.steps=20");
        string before = File.ReadAllText(_lab.In("run/config.yaml"));
        Assert.Throws<EngineException>(() => Run.Start(_lab.Load(Torch), Lab.Options(_lab.In("run")) with { Force = true }));
        Assert.Throws<EngineException>(() => Run.Start(_lab.Load(Torch), Lab.Options(_lab.In("other"))));
        Assert.Throws<EngineException>(() => Run.Resume(_lab.In("run"), Lab.Options(), [Torch]));
        // Nor does one that fails before the first step.
        _engine.Limit = 0;
        Assert.Throws<EngineException>(() => Run.Start(_lab.Load(Torch), Options("run") with { Force = true }));
        Assert.Throws<EngineException>(() => Run.Resume(_lab.In("run"), Options(), [Torch]));
        Assert.Equal(before, File.ReadAllText(_lab.In("run/config.yaml")));
        Assert.Equal(["config.yaml", "run", "tasks"], Directory.GetFileSystemEntries(_lab.Root).Select(Path.GetFileName).Order());
        Assert.Equal([Native], EnginesOf("run"));
    }

    [Fact]
    public void An_engine_that_fails_in_the_middle_leaves_the_last_checkpoint_and_a_reason()
    {
        // Each evaluation of a machine with another memory makes a tape of its own: that after step 15 fails.
        string[] overrides = [Torch, "evaluation.parameters={length: 4, slots: 12}"];
        Start("whole", overrides);
        _engine.Tapes.Clear();
        _engine.Limit = 1 + 2;
        EngineException failure = Assert.Throws<EngineException>(() => Start("run", overrides));
        Assert.Equal(WholeBatchEngine.Failure, failure.Message);
        using (RunDirectory run = RunDirectory.Open(_lab.In("run")))
        {
            Assert.Equal((RunState.Failed, 15L, WholeBatchEngine.Failure),
                (run.ReadStatus().State, run.ReadStatus().Step, run.ReadStatus().Reason));
            Assert.Equal(10, run.Checkpoints().Load().Step);
        }

        _engine.Limit = int.MaxValue;
        Assert.Equal(RunState.Done, Run.Resume(_lab.In("run"), Options()).State);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("run"));
    }

    [Fact]
    public void What_diverged_is_replayed_by_the_engine_that_diverged()
    {
        RunOutcome outcome = Start("run", Torch, "training.optimizer={kind: sgd, rate: 1e-3}",
            "training.schedule={kind: step, factor: 1e40, every: 1}", "training.clip={norm: 1e30}", "evaluation.every=null");
        Assert.Equal(RunState.Diverged, outcome.State);
        // There is one shard only.
        Assert.DoesNotContain("shard", outcome.Reason);
        _engine.Tapes.Clear();
        Assert.Equal(outcome.Reason, Run.Replay(_lab.In("run"), _engines)!.Reason);
        Assert.Equal([true], _engine.Tapes);
        Assert.Throws<EngineException>(() => Run.Replay(_lab.In("run")));
    }

    [Fact]
    public void A_dry_run_says_what_would_compute()
    {
        DryRun parts = DryRun.Of(_lab.Load(), _engines), whole = DryRun.Of(_lab.Load(Torch), _engines);
        Assert.Equal(("native", "whole on whole:0"), (parts.Engine, whole.Engine));
        Assert.Equal(parts.Parameters, whole.Parameters);
        // What the other engine takes is its own affair.
        Assert.True(parts.Memory is not null && whole.Memory is null);
        Assert.Equal(1, _engine.Disposals);
    }

    private RunOutcome Start(string directory, params string[] overrides) => Run.Start(_lab.Load(overrides), Options(directory));

    private RunOptions Options(string? directory = null, ITrainingObserver? observer = null) =>
        Lab.Options(directory is null ? null : _lab.In(directory), observer) with { Engines = _engines };

    private IReadOnlyList<EngineUse> EnginesOf(string directory)
    {
        using RunDirectory run = RunDirectory.Open(_lab.In(directory));
        return run.ReadEnvironment().Engines;
    }

    private MetricsRecord[] Metrics(string directory)
    {
        using RunDirectory run = RunDirectory.Open(_lab.In(directory));
        return [.. run.ReadMetrics()];
    }
}
