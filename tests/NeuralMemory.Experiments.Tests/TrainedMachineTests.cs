using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class TrainedMachineTests : IDisposable
{
    private readonly Lab _lab = new();
    private readonly WholeBatchEngine _engine = new();
    private readonly EngineCatalog _engines;

    public TrainedMachineTests() => _engines = EngineCatalog.Native.With<TorchEngineConfig>((_, _) => _engine);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void It_is_what_the_run_has_trained()
    {
        RunOutcome outcome = _lab.Start("run");
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        Assert.Equal((_lab.In("run"), 30L, 120L), (machine.Directory, machine.Step, machine.Sequences));
        Assert.Equal("small", machine.Experiment.Config.Name);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        NamedArray[] weights = [.. CheckpointCodec.Weights(machine.Machine)];
        Assert.All(run.Checkpoints().Load().Weights.Zip(weights), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span)));
        // Whatever was asked before.
        machine.Evaluate(new() { Grid = ["slots=[4, 16]"] });
        machine.Record(new() { Slots = 3 });
        Assert.Equal(outcome.Evaluations[0].Scores, Assert.Single(machine.Evaluate(new())).Scores);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        _lab.Start("run");
        using (RunDirectory run = RunDirectory.Open(_lab.In("run")))
        {
            CheckpointStore store = run.Checkpoints();
            Checkpoint last = store.Load();
            float[] numbers = last.Weights[1].Data.ToArray();
            numbers[^1] = float.NaN;
            NamedArray broken = new(last.Weights[1].Name, last.Weights[1].Shape, numbers);
            store.Save(40, last.Weights.Select((array, i) => i == 1 ? broken : array), last.Optimizer, last.State);
        }

        Assert.StartsWith("the checkpoint of step 40 has numbers that are not finite, in '",
            Assert.Throws<RunException>(() => TrainedMachine.Open(_lab.In("run"))).Message, StringComparison.Ordinal);
        TrainedMachine.Open(_lab.In("run"), new() { Step = 30 }).Dispose();
    }

    [Fact]
    public void A_request_is_points_of_which_each_can_be_measured_and_recorded()
    {
        _lab.Start("run");
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        EvaluationRequest request = new() { Grid = ["length=[2, 5]"], Episodes = 3, Seed = 8 };
        IReadOnlyList<EvaluationPoint> points = machine.PointsOf(request);
        Assert.Equal([(3, 8L), (3, 8L)], points.Select(point => (point.Episodes, point.Seed)));
        Assert.Equal(machine.Evaluate(request).Select(result => result.Scores), points.Select(point => machine.EvaluateAt(point).Scores));
        Assert.Equal(machine.Record(request).Outputs, machine.RecordAt(points[0]).Outputs);
        Assert.NotEqual(machine.Record(request).Inputs, machine.Record(request with { Seed = 9 }).Inputs);
    }

    [Fact]
    public void Nothing_is_built_that_only_training_needs()
    {
        _lab.Start("run", "evaluation.grid.slots=[8, 12]");
        using (TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), Whole))
        {
            Assert.Empty(_engine.Tapes);
            machine.Evaluate(new());
            machine.Evaluate(new() { ConfigGrid = true });
            machine.Record(new());
        }

        Assert.Equal([false, false, false, false], _engine.Tapes);
        Assert.Equal(1, _engine.Disposals);
    }

    [Fact]
    public void Another_engine_measures_the_same_episodes_and_says_so()
    {
        RunOutcome outcome = _lab.Start("run", "evaluation.episodes=100");
        EvaluationResult other = Assert.Single(_lab.Evaluate("run", options: Whole));
        Assert.Equal((outcome.Evaluations[0].Scores.Total.TargetBits, 100), (other.Scores.Total.TargetBits, other.Episodes));
        Assert.Equal(outcome.Evaluations[0].Scores.Total.Nats, other.Scores.Total.Nats, 1e-3);
        Assert.Equal("whole on whole:0", other.Engine);
        Assert.Null(Assert.Single(_lab.Evaluate("run")).Engine);
        Assert.DoesNotContain("engine", File.ReadAllText(_lab.In("run/evaluations/final.json")));
        _lab.Evaluate("run", options: Whole);
        Assert.Contains("\"engine\": \"whole on whole:0\"", File.ReadAllText(_lab.In("run/evaluations/eval_step=30.json")));
    }

    /// <summary>A task may draw something once a batch: sixteen episodes share it, also where more are computed at once.</summary>
    [Fact]
    public void Larger_groups_have_the_same_episodes_and_the_same_reference()
    {
        File.WriteAllText(_lab.In("even.yaml"), """
            task: even
            version: 1
            parameters: { length: { range: [1, 97], per: batch } }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { items: bits(length, 1) }
            episode: [{ show: { x: items } }, { recall: { y: items }, reference: { y: 0.5 } }]
            loss: bits
            metrics: [bits_per_sequence, reference_bits_per_sequence]
            """);
        RunOutcome outcome = _lab.Start("run", "task={name: even}", "evaluation={episodes: 150}", "training.steps=1");
        TaskScores native = outcome.Evaluations[0].Scores, whole = Assert.Single(_lab.Evaluate("run", options: Whole)).Scores;
        Assert.Equal(native.Total.TargetBits, whole.Total.TargetBits);
        double reference = native.Value(new TaskMetric(MetricKind.ReferenceBitsPerSequence));
        Assert.True(reference > 1);
        Assert.Equal(reference, whole.Value(new TaskMetric(MetricKind.ReferenceBitsPerSequence)), 1e-9 * reference);
    }

    [Fact]
    public void A_memory_that_is_too_large_for_so_many_episodes_is_refused_before_it_is_made()
    {
        _lab.Start("run", "evaluation.episodes=1", "machine.memory.width=64");
        string config = File.ReadAllText(_lab.In("run/config.yaml"));
        Assert.Contains("grid: {}", config);
        File.WriteAllText(_lab.In("run/config.yaml"), config.Replace("grid: {}", "grid: { slots: [1000000] }"));
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        EvaluationRequest few = new() { ConfigGrid = true }, many = few with { Episodes = 16 };
        Assert.Equal(1_000_000, Assert.Single(machine.PointsOf(few)).Slots);
        Diagnostic refusal = Assert.Single(Assert.Throws<InvalidInputException>(() => machine.PointsOf(many)).Diagnostics);
        Assert.StartsWith("--episodes=16:1:1: the memory is too large: 16 sequences side by side need 1024000000 numbers", refusal.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => few with { Episodes = 0 });
    }

    /// <summary>A memory of another size is a copy of what is trained, made anew for each evaluation.</summary>
    [Fact]
    public void Evaluations_during_training_with_other_slots_see_what_is_trained()
    {
        Listener listener = new();
        RunOutcome outcome = Run.Start(
            _lab.Load("evaluation={every: 5, episodes: 20, test_seed: 1000, parameters: {length: 4, slots: 12}}",
                "training.optimizer={kind: adam, rate: 0.01}"),
            Lab.Options(_lab.In("run"), listener));
        EvaluationResult during = listener.Evaluations.Last(result => result != outcome.Evaluations[0]);
        Assert.Equal((30L, 12), (during.Step, during.Slots));
        Assert.Equal(outcome.Evaluations[0].Scores, during.Scores);
        Assert.NotEqual(listener.Evaluations[0].Scores, during.Scores);
    }

    private TrainedMachineOptions Whole => new() { Engine = new TorchEngineConfig(), Engines = _engines };
}
