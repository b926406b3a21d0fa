using System.Text.RegularExpressions;
using NeuralMemory.Autodiff;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

public sealed partial class DivergenceTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_number_that_is_not_finite_ends_the_run_at_once_and_can_be_replayed()
    {
        RunOutcome outcome = Diverge(_lab);
        Assert.Equal(RunState.Diverged, outcome.State);
        Assert.Contains($"of step {outcome.Step + 1} is not finite; first: ", outcome.Reason);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(RunState.Diverged, run.ReadStatus().State);
        Assert.All(new[] { "report.json", "config.yaml", "task.yaml" }, name => Assert.True(File.Exists(_lab.In($"run/diverged/{name}"))));

        Divergence replayed = Run.Replay(_lab.In("run"))!;
        Assert.Equal((outcome.Step, outcome.Sequences, 4), (replayed.Step, replayed.FirstEpisode, replayed.Episodes));
        Assert.Equal(outcome.Reason, replayed.Reason);
        Assert.NotNull(replayed.Place);
    }

    [Theory]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_a_divergence_is_replayed(string machine)
    {
        RunOutcome outcome = Diverge(_lab, $"machine={machine}");
        Assert.Equal(RunState.Diverged, outcome.State);
        Divergence replayed = Run.Replay(_lab.In("run"))!;
        Assert.Equal((outcome.Step, outcome.Reason), (replayed.Step, replayed.Reason));
    }

    /// <summary>Ways to throw weights out of what gradients survive, none of which clips.</summary>
    private static readonly string[][] Ways =
    [
        ["training.optimizer={kind: sgd, rate: 10, momentum: 0.99}"],
        ["training.optimizer={kind: sgd, rate: 1, momentum: 0.5}", "training.schedule={kind: step, factor: 10, every: 2}"],
        ["training.optimizer={kind: adam, rate: 1}", "training.schedule={kind: step, factor: 10, every: 2}"],
        ["training.optimizer={kind: rmsprop, rate: 0.1}", "training.schedule={kind: step, factor: 30, every: 3}"],
    ];

    private static readonly string[] WithMemory =
    [
        "{kind: ntm, controller: {kind: feed-forward, units: 50}, memory: {slots: 32, width: 10}}",
        "{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: dnc, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: dnc-mds, controller: {units: 12}, memory: {slots: 8, width: 4}}",
        "{kind: lstm, units: 12}",
        "{kind: gru, units: 12}",
    ];

    public static TheoryData<string> All
    {
        get
        {
            TheoryData<string> all = [.. WithMemory];
            foreach (object[] row in (IEnumerable<object[]>)SmallMachines.OfAttentionAndForerunners)
                all.Add((string)row[0]);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_diverges_names_a_place(string machine)
    {
        int diverged = 0;
        foreach (string[] way in Ways)
            foreach (int seed in (int[])[1, 2])
            {
                RunOutcome outcome = _lab.Start($"run{diverged}", [
                    .. way, $"seed={seed}", $"machine={machine}", "task={name: copy, parameters: {length: 6}}",
                    "evaluation.parameters={length: 6}",
                    "training.steps=300", "training.clip=null", "evaluation.every=null", "training.checkpoint.every=1000",
                    "evaluation.episodes=1",
                ]);
                Directory.Delete(outcome.Directory, recursive: true);
                if (outcome.State != RunState.Diverged)
                    continue;
                diverged++;
                Assert.Matches(Place(), outcome.Reason);
            }

        // What cannot be thrown out says nothing here; the test above throws out every one.
        Assert.True(diverged > 0 || !WithMemory.Contains(machine));
    }

    /// <summary>A primitive with its place, or a parameter with its own.</summary>
    [GeneratedRegex(@"^the (loss|gradient) of step \d+ is not finite; first: (shard \d+: )?"
        + @"((the gradient of )?[A-Z][A-Za-z]+( '[^']+')?( at time-step \d+)?(, [a-z]+ \d+)+: |"
        + @"the (parameter|sum over [a-z -]+ of the gradient of|gradient of) '[^']+' \[[\d, ]+\]: )-?(NaN|Infinity|∞)")]
    private static partial Regex Place();

    [Fact]
    public void An_update_that_overflows_is_named_with_the_optimizers_number()
    {
        RunOutcome outcome = _lab.Start("run", "training.optimizer={kind: sgd, rate: 1, momentum: 0.9}",
            "training.schedule={kind: step, factor: 1e20, every: 2}", "training.clip={norm: 1e30}", "evaluation.every=null");
        Assert.Equal(RunState.Diverged, outcome.State);
        Assert.Matches(@"^the loss of step \d+ is not finite; first: ", outcome.Reason);
        using Trainer trainer = Lab.NewTrainer(
            _lab.Load("training.optimizer={kind: sgd, rate: 1, momentum: 0.9}", "evaluation.every=null"));
        Assert.Null(trainer.Step(out _));
        PlainTensor tensor = trainer.Parameters.Tensors.First();
        float[] numbers = new float[tensor.Shape.Count];
        tensor.CopyOut(trainer.Optimizer.State[0].Block, numbers);
        numbers[tensor.Shape[1] + 2] = float.PositiveInfinity;
        tensor.CopyIn(numbers, trainer.Optimizer.State[0].Block);
        Divergence? divergence = null;
        for (int step = 0; step < 3 && divergence is null; step++)
            divergence = trainer.Step(out _);
        Assert.Equal($"the parameter '{tensor.Name}' [1, 2]: {float.NegativeInfinity} after the update of step 2, with the optimizer's "
            + $"momentum of '{tensor.Name}' [1, 2]: {float.PositiveInfinity}", divergence!.Place);
    }

    [Fact]
    public void Checkpoints_before_a_divergence_are_finite()
    {
        Diverge(_lab);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Checkpoint checkpoint = run.Checkpoints().Load();
        Assert.All(checkpoint.Weights, array => Assert.DoesNotContain(array.Data.ToArray(), value => !float.IsFinite(value)));
    }

    /// <summary>Whatever the last step is: nothing that is not finite is kept as a checkpoint, or called done.</summary>
    [Fact]
    public void An_update_that_overflows_ends_the_run_though_no_step_follows()
    {
        List<RunOutcome> outcomes = [];
        for (int steps = 1; steps <= 6; steps++)
        {
            string name = $"run{steps}";
            outcomes.Add(_lab.Start(name, "training.optimizer={kind: sgd, rate: 1, momentum: 0.9}", "training.clip={norm: 1e30}",
                "training.schedule={kind: step, factor: 1e20, every: 1}", $"training.steps={steps}",
                "training.checkpoint={every: 1, keep: 10}", "evaluation={every: 1, episodes: 4}"));
            using RunDirectory run = RunDirectory.Open(_lab.In(name));
            Assert.All(run.Checkpoints().List(), step => Assert.All(run.Checkpoints().Load(step).Weights,
                array => Assert.DoesNotContain(array.Data.ToArray(), value => !float.IsFinite(value))));
            if (outcomes[^1].State == RunState.Diverged)
                Assert.NotNull(Run.Replay(_lab.In(name)));
        }

        Assert.Equal((RunState.Done, RunState.Diverged), (outcomes[0].State, outcomes[^1].State));
        // Its last step is the one that overflows, and no step follows.
        int last = outcomes.FindIndex(outcome => outcome.State == RunState.Diverged);
        Assert.Equal(last + 1, outcomes[last].Step);
    }

    /// <summary>A rate that throws the weights out of what float32 can hold.</summary>
    internal static RunOutcome Diverge(Lab lab, params string[] more) => lab.Start(
        "run",
        [
            "training.optimizer={kind: sgd, rate: 1e-3}", "training.schedule={kind: step, factor: 1e40, every: 1}",
            "training.clip={norm: 1e30}", "training.checkpoint.every=1", "evaluation.every=null", .. more,
        ]);
}
