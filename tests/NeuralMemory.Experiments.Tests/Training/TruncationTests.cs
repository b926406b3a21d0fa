using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Truncated backpropagation through time: what it changes, and what it leaves alone.</summary>
public sealed class TruncationTests : IDisposable
{
    private static readonly string[] Machines =
    [
        "{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: ntm, controller: {kind: feed-forward, units: 12}, memory: {slots: 8, width: 4, initial: learned}, "
            + "heads: {order: write-first}}",
        "{kind: dnc, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: dnc-sparse, controller: {units: 12}, memory: {slots: 9, width: 4}, links: {entries: 3}, dropout: 0.3}",
        "{kind: lstm, units: 12, layers: 2, dropout: 0.4, initial: learned}",
        "{kind: gru, units: 12}",
        "{kind: hyper-lstm, units: 8, hyper: {units: 5, embedding: 2}, dropout: 0.3}",
        "{kind: second-order, units: 8, layers: 2, dropout: 0.2}",
        "{kind: rnn, units: 8, layers: 2, dropout: 0.2}",
    ];

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string> All => [.. Machines];

    [Theory]
    [MemberData(nameof(All))]
    public void Cuts_beyond_the_end_change_no_bit(string machine)
    {
        _lab.Start("whole", $"machine={machine}");
        foreach (int steps in (int[])[9, 100])
        {
            _lab.Start($"cut{steps}", $"machine={machine}", $"training.truncate={steps}");
            using RunDirectory whole = RunDirectory.Open(_lab.In("whole")), cut = RunDirectory.Open(_lab.In($"cut{steps}"));
            Assert.Equal(whole.Checkpoints().Load().WeightsHash, cut.Checkpoints().Load().WeightsHash);
            Assert.Equal(
                whole.ReadMetrics().Select(record => record.Values), cut.ReadMetrics().Select(record => record.Values));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_answered_and_scored_is_what_it_was(string machine)
    {
        string[] overrides = [$"machine={machine}", "task.parameters.length=[1, 6]"];
        StepOutcome whole = Step(null, overrides, out float[] gradient);
        foreach (int steps in (int[])[1, 2, 3, 5, 12])
        {
            StepOutcome cut = Step(steps, overrides, out float[] other);
            // Draws included.
            Assert.Equal(whole.Scores, cut.Scores);
            Assert.Equal(whole.LevelScores, cut.LevelScores);
            Assert.Equal(whole.Loss, cut.Loss, 1e-6);
            Assert.NotEqual(gradient, other);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_the_sum_of_the_parts_each_from_a_state_that_is_given(string machine)
    {
        string[] overrides = [$"machine={machine}", "training.batch=1", "task.parameters.length=5"];
        if (machine.Contains("dropout", StringComparison.Ordinal))
            overrides = [.. overrides, "machine.dropout=0"];
        foreach (int steps in (int[])[2, 4, 7])
        {
            Step(steps, overrides, out float[] gradient);
            Close(Explicit(_lab.Load(overrides), steps), gradient);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_that_is_cut_is_resumed_to_the_bit_on_any_number_of_threads(string machine)
    {
        string[] overrides = [$"machine={machine}", "training.truncate=3"];
        _lab.Start("whole", overrides);
        using (Stopper stopper = new(14))
            Run.Start(_lab.Load(overrides), Lab.Options(_lab.In("parts"), stopper), stopper.Token);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Fact]
    public void Symbols_that_are_answered_here_and_there_are_cut_too()
    {
        string[] overrides =
        [
            "task={name: mqar, parameters: {vocabulary: 24, length: 12, pairs: 2}}", "machine={kind: lstm, units: 12, embedding: 7}",
            "evaluation={every: 10, episodes: 20}",
        ];
        StepOutcome whole = Step(null, overrides, out float[] gradient);
        foreach (int steps in (int[])[1, 2, 5])
        {
            StepOutcome cut = Step(steps, overrides, out float[] other);
            Assert.Equal(whole.Scores, cut.Scores);
            Assert.Equal(whole.Loss, cut.Loss, 1e-6);
            Assert.NotEqual(gradient, other);
        }
    }

    [Fact]
    public void A_step_that_is_cut_allocates_little_and_nothing_that_grows_with_the_state()
    {
        long small = AllocatedBy("training.truncate=2"), large = AllocatedBy("training.truncate=2", "machine.memory.slots=500");
        // The names of what is carried.
        Assert.InRange(small, 0, 10_000);
        Assert.InRange(large, 0, 1.1 * small);

        long AllocatedBy(params string[] overrides)
        {
            using Trainer trainer = Lab.NewTrainer(_lab.Load([.. overrides, "evaluation.every=null", "task.parameters.length=4"]));
            for (int i = 0; i < 50; i++)
                trainer.Step(out _);
            return Allocations.Of(() => trainer.Step(out _));
        }
    }

    [Theory]
    [InlineData("{kind: transformer, width: 8, heads: 2, hidden: 12}", "looks back at all steps of a sequence")]
    [InlineData("{kind: transformer, layout: encoder, width: 8, heads: 2, hidden: 12}", "reads a sequence to its end before it answers")]
    [InlineData("{kind: gru, units: 4, bidirectional: true}", "reads a sequence to its end before it answers")]
    public void A_machine_without_a_state_to_carry_on_is_refused(string machine, string why)
    {
        string problem = Assert.Single(_lab.Problems(Lab.Small, $"machine={machine}", "training.truncate=5"));
        Assert.Contains("'training.truncate': a machine of kind ", problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    /// <summary>
    /// With a cut, a divergence is named as without one: the answers are the same, and steps are counted from the beginning.
    /// </summary>
    [Fact]
    public void A_result_that_is_not_finite_is_found_behind_the_cut_by_its_own_step()
    {
        Assert.Equal(PlaceOf(null), PlaceOf(2));
        Assert.Contains("at time-step ", PlaceOf(2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_found_too()
    {
        foreach (string optimizer in (string[])["{kind: sgd, rate: 10, momentum: 0.99}", "{kind: adam, rate: 1}"])
        {
            RunOutcome outcome = _lab.Start("run", $"training.optimizer={optimizer}", "training.truncate=3", "training.steps=300",
                "training.schedule={kind: step, factor: 10, every: 2}", "training.clip=null", "evaluation.every=null");
            Assert.Equal(RunState.Diverged, outcome.State);
            Assert.Equal(outcome.Reason, Run.Replay(_lab.In("run"))!.Reason);
            Directory.Delete(_lab.In("run"), recursive: true);
        }
    }

    [Fact]
    public void The_memory_of_training_is_that_of_the_part_and_is_known_before()
    {
        string[] overrides = ["task.parameters={width: 8, length: 400}", "training.batch=8", "training.shard=4", "evaluation.every=null",
            "machine.controller.units=60", "machine.memory.slots=32"];
        long whole = DryRun.Of(_lab.Load(overrides)).Memory!.Training;
        Experiment experiment = _lab.Load([.. overrides, "training.truncate=20"]);
        long cut = DryRun.Of(experiment).Memory!.Training;
        Assert.InRange(cut, 0, whole / 10);
        using IMachine machine = experiment.BuildMachine();
        using Computing computing = new(NativeEngine.Instance, 1);
        using ShardedStep step = NewStep(experiment, machine, computing);
        for (int i = 0; i < 3; i++)
            step.Run(i * 8);
        Assert.Equal(cut, step.Bytes + step.Shards * machine.Parameters.Length * sizeof(float));
    }

    [Fact]
    public void Lengths_that_are_drawn_make_no_longer_part()
    {
        string[] overrides = ["training.truncate=8", "training.batch=1", "training.shard=1"];
        long longest = DryRun.Of(_lab.Load([.. overrides, "task.parameters={width: 3, length: 40}"])).Memory!.Training;
        long drawn = DryRun.Of(_lab.Load([.. overrides, "task.parameters={width: 3, length: [1, 40]}"])).Memory!.Training;
        Assert.InRange(drawn, 0.9 * longest, 1.05 * longest);
    }

    private string PlaceOf(int? truncate)
    {
        Experiment experiment = _lab.Load($"training.truncate={truncate?.ToString() ?? "null"}", "task.parameters.length=4",
            "training.batch=2", "machine.memory.slots=4");
        using Trainer trainer = Lab.NewTrainer(experiment);
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

    private StepOutcome Step(int? truncate, string[] overrides, out float[] gradient)
    {
        Experiment experiment = _lab.Load([.. overrides, $"training.truncate={truncate?.ToString() ?? "null"}"]);
        using IMachine machine = experiment.BuildMachine();
        using Computing computing = new(NativeEngine.Instance, 1);
        using ShardedStep step = NewStep(experiment, machine, computing);
        StepOutcome outcome = step.Run(40);
        gradient = step.Gradient.ToArray();
        return outcome;
    }

    private static ShardedStep NewStep(Experiment experiment, IMachine machine, Computing computing) => new(
        machine, experiment.Task, null, experiment.Config.Training, StreamKey.FromSeed(1).Split("training"), computing);

    /// <summary>The same for one sequence by stepping: after so many steps the state is copied out, and set as a constant.</summary>
    private static float[] Explicit(Experiment experiment, int steps)
    {
        using IMachine machine = experiment.BuildMachine();
        SequenceBatch batch = new();
        new EpisodeSampler(experiment.Task, 1).Sample(batch, StreamKey.FromSeed(1).Split("training"), 40, 1);
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: true);
        float[] sum = new float[machine.Parameters.Length];
        TargetGroup[] groups = [.. experiment.Task.TargetGroups];
        float scale = 1f / groups.Sum(batch.CountScored);
        MachineState? state = null;
        for (int first = 0; first < batch.MaxLength; first += steps)
        {
            int count = Math.Min(steps, batch.MaxLength - first);
            tape.Reset(count);
            SequenceBatch part = new();
            part.Reshape([count], batch.InputWidth, batch.TargetWidth);
            IMachineSteps pass = machine.Begin(tape, part);
            if (state is not null)
                pass.SetState(state);
            for (int t = first; t < first + count; t++)
            {
                Variable logits = pass.Step(tape.Constant(batch.InputRow(t), new Shape(1, batch.InputWidth)));
                Variable loss = tape.CrossEntropy(logits, batch.TargetRow(t), batch.MaskRow(t), groups, scale);
                tape.Seed(loss, [1]);
            }

            tape.BackwardFromSeeds();
            for (int i = 0; i < sum.Length; i++)
                sum[i] += tape.Gradients[i];
            state = pass.CopyState();
        }

        return sum;
    }

    private static void Close(float[] expected, float[] actual)
    {
        float largest = expected.Max(MathF.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= 1e-5f * largest, $"{i}: {actual[i]}, expected {expected[i]}");
    }
}
