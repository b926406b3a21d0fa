using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Training that computes steps again in place of keeping them: less memory, and the same bits.</summary>
public sealed class RecomputationTests : IDisposable
{
    private static readonly string[] Machines =
    [
        "{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: ntm, controller: {kind: feed-forward, units: 12}, memory: {slots: 8, width: 4, initial: learned}, "
            + "heads: {order: write-first}}",
        "{kind: dnc, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: dnc, controller: {units: 12}, memory: {slots: 9, width: 4}, links: {kind: sparse, entries: 3}, dropout: 0.3}",
        "{kind: dnc, controller: {units: 12}, memory: {slots: 8, width: 4}, bidirectional: true}",
        "{kind: sam, controller: {units: 12}, memory: {slots: 20, width: 4, top: 2}}",
        "{kind: sdnc, controller: {units: 12}, memory: {slots: 20, width: 4, top: 2}, links: {entries: 3}}",
        "{kind: nutm, programs: {count: 3}, core: {kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}}",
        "{kind: stack-rnn, controller: {units: 12}, memory: {slots: 8}}",
        "{kind: lstm, units: 12, layers: 2, dropout: 0.4, initial: learned}",
        "{kind: gru, units: 12}",
        "{kind: multiplicative-lstm, units: 8, normalize: true}",
        "{kind: hyper-lstm, units: 8, hyper: {units: 5, embedding: 2}, dropout: 0.3}",
        "{kind: second-order, units: 8, layers: 2, dropout: 0.2}",
        "{kind: rnn, units: 8, layers: 2, dropout: 0.2}",
        "{kind: xlstm, width: 8, heads: 2, layers: 2, hidden: 12, dropout: 0.1}",
        "{kind: transformer, width: 8, heads: 2, hidden: 12, dropout: 0.2}",
        "{kind: seq2seq, units: 8, attention: general, weights: {kind: sampled, reward: 0.5, entropy: 0.1}}",
    ];

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string> All => [.. Machines];

    public static TheoryData<string> Stepwise =>
        [.. Machines.Where(machine => !machine.Contains("bidirectional: true") && !machine.Contains("kind: xlstm")
            && !machine.Contains("kind: transformer") && !machine.Contains("kind: seq2seq"))];

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void A_step_has_the_bits_of_one_that_keeps_all(string machine)
    {
        string[] overrides = [$"machine={machine}", "task.parameters.length=[1, 6]", "training.batch=5", "training.shard=2"];
        StepOutcome whole = Step([.. overrides, "training.recompute=never"], out float[] gradient);
        foreach (string recompute in (string[])["1", "2", "3", "7", "100", "auto"])
        {
            StepOutcome kept = Step([.. overrides, $"training.recompute={recompute}"], out float[] other);
            Assert.Equal(whole, kept);
            Assert.Equal(gradient, other);
        }
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void A_run_is_resumed_to_the_bit_at_another_distance_on_any_number_of_threads(string machine)
    {
        _lab.Start("whole", $"machine={machine}", "training.recompute=never");
        using (Stopper stopper = new(14))
            Run.Start(
                _lab.Load($"machine={machine}", "training.recompute=3"), Lab.Options(_lab.In("parts"), stopper), stopper.Token);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2", "training.recompute=4"]);
        using RunDirectory whole = RunDirectory.Open(_lab.In("whole")), parts = RunDirectory.Open(_lab.In("parts"));
        Assert.Equal(whole.Checkpoints().Load().WeightsHash, parts.Checkpoints().Load().WeightsHash);
        Assert.Equal(whole.ReadMetrics().Select(record => record.Values), parts.ReadMetrics().Select(record => record.Values));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_machine_learns_by_itself(string machine)
    {
        string[] overrides = [$"machine={machine}", "training.steps=5"];
        _lab.Start("whole", [.. overrides, "training.recompute=never"]);
        _lab.Start("auto", overrides);
        using RunDirectory whole = RunDirectory.Open(_lab.In("whole")), auto = RunDirectory.Open(_lab.In("auto"));
        Assert.Equal(whole.Checkpoints().Load().WeightsHash, auto.Checkpoints().Load().WeightsHash);
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void Parts_between_cuts_are_computed_again_too(string machine)
    {
        string[] overrides = [$"machine={machine}", "task.parameters.length=[1, 6]", "training.truncate=5"];
        StepOutcome whole = Step([.. overrides, "training.recompute=never"], out float[] gradient);
        StepOutcome kept = Step([.. overrides, "training.recompute=2"], out float[] other);
        Assert.Equal(whole, kept);
        Assert.Equal(gradient, other);
    }

    [Fact]
    public void Symbols_that_are_answered_here_and_there_are_computed_again_too()
    {
        string[] overrides =
        [
            "task={name: mqar, parameters: {vocabulary: 24, length: 12, pairs: 2}}", "machine={kind: lstm, units: 12, embedding: 7}",
            "evaluation={every: 10, episodes: 20}",
        ];
        StepOutcome whole = Step([.. overrides, "training.recompute=never"], out float[] gradient);
        StepOutcome kept = Step([.. overrides, "training.recompute=5"], out float[] other);
        Assert.Equal(whole, kept);
        Assert.Equal(gradient, other);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("auto", null)]
    [InlineData("never", null)]
    public void It_is_told_once_how_far_apart_the_states_are(string recompute, int? distance)
    {
        Listener listener = new();
        Run.Start(_lab.Load($"training.recompute={recompute}"), Lab.Options(_lab.In("run"), listener));
        Assert.Equal(distance is { } every ? [every] : [], listener.Distances);
    }

    [Fact]
    public void A_warm_step_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load("training.recompute=3", "evaluation.every=null"));
        WarmSteps.AllocateNothing(trainer);
    }

    [Theory]
    [InlineData("{kind: transformer, width: 8, heads: 2, hidden: 12}", "computes all steps of a sequence at once")]
    [InlineData("{kind: xlstm, width: 8, heads: 2}", "computes all steps of a sequence at once")]
    [InlineData("{kind: gru, units: 4, bidirectional: true}", "reads a sequence to its end before it answers")]
    public void A_machine_without_a_state_to_begin_again_from_is_refused(string machine, string why)
    {
        string problem = Assert.Single(_lab.Problems(Lab.Small, $"machine={machine}", "training.recompute=5"));
        Assert.Contains("'training.recompute': a machine of kind ", problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_engine_is_refused()
    {
        string problem = Assert.Single(_lab.Problems(Lab.Small, "training.engine={kind: torch}", "training.recompute=5"));
        Assert.Contains("'training.recompute': the engine torch keeps all steps", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("always")]
    [InlineData("1.5")]
    public void What_is_neither_a_distance_nor_a_word_is_refused(string recompute) => Assert.Contains(
        "'training.recompute': expected either `auto`, `never` or an integer of at least 1",
        Assert.Single(_lab.Problems(Lab.Small, $"training.recompute={recompute}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("auto")]
    [InlineData("never")]
    [InlineData("12")]
    public void It_is_written_as_it_is_read(string recompute) => Assert.Contains(
        $"recompute: {recompute}", _lab.Load($"training.recompute={recompute}").ToYaml(), StringComparison.Ordinal);

    [Fact]
    public void The_memory_of_training_is_known_before()
    {
        string[] overrides = ["task.parameters={width: 8, length: 400}", "training.batch=8", "training.shard=4", "evaluation.every=null",
            "machine.controller.units=60", "machine.memory.slots=128"];
        DryRun whole = DryRun.Of(_lab.Load(overrides));
        Assert.Null(whole.CheckpointedEvery);
        Experiment experiment = _lab.Load([.. overrides, "training.recompute=20"]);
        DryRun kept = DryRun.Of(experiment);
        Assert.Equal(20, kept.CheckpointedEvery);
        Assert.InRange(kept.Memory!.Training, 0, whole.Memory!.Training / 3);
        using IMachine machine = experiment.BuildMachine();
        using Computing computing = new(NativeEngine.Instance, 1);
        using ShardedStep step = NewStep(experiment, machine, computing);
        for (int i = 0; i < 3; i++)
            step.Run(i * 8);
        Assert.Equal(kept.Memory.Training, step.Bytes + step.Shards * machine.Parameters.Length * sizeof(float));
    }

    [Fact]
    public void A_result_that_is_not_finite_is_found_by_its_own_step()
    {
        Assert.Equal(PlaceOf("never"), PlaceOf("2"));
        Assert.Contains("at time-step ", PlaceOf("2"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_found_too()
    {
        foreach (string optimizer in (string[])["{kind: sgd, rate: 10, momentum: 0.99}", "{kind: adam, rate: 1}"])
        {
            string[] overrides = [$"training.optimizer={optimizer}", "training.steps=300",
                "training.schedule={kind: step, factor: 10, every: 2}", "training.clip=null", "evaluation.every=null"];
            RunOutcome whole = _lab.Start("whole", [.. overrides, "training.recompute=never"]);
            RunOutcome outcome = _lab.Start("run", [.. overrides, "training.recompute=3"]);
            Assert.Equal(RunState.Diverged, outcome.State);
            Assert.Equal(whole.Reason, outcome.Reason);
            Assert.Equal(outcome.Reason, Run.Replay(_lab.In("run"))!.Reason);
            Directory.Delete(_lab.In("run"), recursive: true);
            Directory.Delete(_lab.In("whole"), recursive: true);
        }
    }

    private string PlaceOf(string recompute)
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load(
            $"training.recompute={recompute}", "task.parameters.length=4", "training.batch=2", "machine.memory.slots=4"));
        // The strengths of look-ups overflow once something has been written that counts.
        foreach (PlainTensor tensor in trainer.Parameters.Tensors
            .Where(tensor => tensor.Name.StartsWith("interface/", StringComparison.Ordinal)))
        {
            float[] numbers = new float[tensor.Shape.Count];
            tensor.CopyOut(trainer.Parameters.Block, numbers);
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] *= 1e37f;
            tensor.CopyIn(numbers, trainer.Parameters.Block);
        }

        return trainer.Step(out _)!.Place!;
    }

    private StepOutcome Step(string[] overrides, out float[] gradient)
    {
        Experiment experiment = _lab.Load(overrides);
        using IMachine machine = experiment.BuildMachine();
        using Computing computing = new(NativeEngine.Instance, 1);
        using ShardedStep step = NewStep(experiment, machine, computing);
        StepOutcome outcome = step.Run(40);
        gradient = step.Gradient.ToArray();
        return outcome;
    }

    private static ShardedStep NewStep(Experiment experiment, IMachine machine, Computing computing) => new(
        machine, experiment.Task, null, experiment.Config.Training, StreamKey.FromSeed(1).Split("training"), computing);
}
