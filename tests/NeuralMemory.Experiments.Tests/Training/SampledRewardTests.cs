using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What machines that draw where to look learn it from.</summary>
public sealed class SampledRewardTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    /// <summary>Without the softmax nothing but the reward, or the entropy, reaches what is compared.</summary>
    [Theory]
    [InlineData("reward: 0, entropy: 0, expected: 0", false)]
    [InlineData("reward: 0.5, entropy: 0, expected: 0", true)]
    [InlineData("reward: 0, entropy: 0.5, expected: 0", true)]
    [InlineData("reward: 0, entropy: 0, expected: 1", true)]
    public void Scores_learn_from_rewards_entropy_and_expectations_alone(string weights, bool learns)
    {
        using Trainer trainer = NewTrainer(weights);
        Real[] before = Keys(trainer);
        for (int step = 0; step < 2; step++)
            Assert.Null(trainer.Step(out _));
        Assert.Equal(learns, !before.SequenceEqual(Keys(trainer)));
    }

    /// <summary>The first batch says what is usual; nothing is worth more or less before.</summary>
    [Fact]
    public void The_first_step_has_no_baseline_and_rewards_nothing()
    {
        using Trainer trainer = NewTrainer("reward: 0.5, entropy: 0, expected: 0");
        Real[] before = Keys(trainer);
        Assert.Null(trainer.Step(out _));
        Assert.Equal(before, Keys(trainer));
    }

    [Fact]
    public void The_baseline_is_a_running_mean_of_the_log_likelihood()
    {
        using Trainer trainer = NewTrainer("baseline_decay: 0.75");
        double? expected = null;
        for (int step = 0; step < 3; step++)
        {
            double before = trainer.State.Report.Nats;
            Assert.Null(trainer.Step(out _));
            double mean = -(trainer.State.Report.Nats - before) / 4;
            expected = expected is { } usual ? 0.75 * usual + 0.25 * mean : mean;
            Assert.Equal(expected.Value, trainer.State.RewardBaseline!.Value, 1e-9);
        }
    }

    [Fact]
    public void What_a_sequence_without_a_scored_step_looked_at_is_worth_nothing()
    {
        using ParameterSet parameters = new();
        parameters.Complete();
        using Tape tape = NativeEngine.Instance.NewTape(parameters);
        tape.TracksInputs = true;
        tape.Reset(1, StreamKey.FromSeed(4));
        Variable scores = tape.Constant([0, 1, 2, 0, 1, 2], new(2, 1, 3));
        tape.AttentionWeights(
            scores, new SequenceRows().OfStep(2), new SequenceRows().OfBlocks(2, 3), normalization: Normalization.Sampled);
        TaskDefinition task = _lab.Load().Task;
        SequenceBatch batch = new();
        batch.Reshape([1, 1], task.Inputs.Width, task.OutputWidth);
        batch.Mask[..task.OutputWidth].Fill(1);
        new SampledReward(new() { Entropy = 0.5 }, task.Losses).Give(tape, batch, new Real[2 * task.OutputWidth], scale: 1);
        tape.BackwardFromSeeds();
        Assert.All(scores.GradientSpan[..3].ToArray(), slope => Assert.NotEqual(0, slope));
        Assert.All(scores.GradientSpan[3..].ToArray(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void A_machine_that_draws_nothing_has_no_baseline()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load("machine={kind: seq2seq, units: 8}"));
        trainer.Step(out _);
        Assert.Null(trainer.State.RewardBaseline);
        Assert.DoesNotContain("baseline", trainer.State.ToJson());
    }

    [Fact]
    public void It_learns_to_copy()
    {
        RunOutcome outcome = _lab.Start("run", Sampled("entropy: 0.002"), "training.steps=1500", "training.batch=16", "training.shard=8",
            "training.optimizer={kind: adam, rate: 1e-2}", "training.checkpoint.every=500", "evaluation.every=250",
            "stop={metric: bit_errors_per_sequence, below: 0.1}");
        Assert.StartsWith("bit_errors_per_sequence was below 0.1", outcome.Reason);
    }

    [Theory]
    [InlineData("{kind: seq2seq, attention: none, weights: {kind: hard}}", "there is no attention that could weigh")]
    [InlineData("{kind: seq2seq, attention: general, window: 2, weights: {kind: hard}}", "leave out one of 'window' and 'weights'")]
    [InlineData("{kind: seq2seq, weights: {kind: top-k, most: 0}}", "machine.weights.most")]
    [InlineData("{kind: seq2seq, weights: {kind: sampled, most: 2}}", "most")]
    [InlineData("{kind: seq2seq, weights: {kind: sampled, expected: 2}}", "machine.weights.expected")]
    [InlineData("{kind: seq2seq, weights: {kind: sofd}}", "did you mean 'soft'")]
    [InlineData("{kind: seq2seq, weights: hard}", "expected a mapping with a 'kind' (soft, top-k, hard, sampled)")]
    public void What_does_not_fit_is_refused(string machine, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidInputException>(() => _lab.Load($"machine={machine}")).Message);

    private Trainer NewTrainer(string weights) =>
        Lab.NewTrainer(_lab.Load(Sampled(weights), "training.optimizer={kind: sgd, rate: 0.1}", "training.report=100"));

    private static string Sampled(string weights) =>
        $"machine={{kind: seq2seq, units: 8, attention: general, weights: {{kind: sampled, {weights}}}}}";

    /// <summary>What is compared with the decoder's state.</summary>
    private static Real[] Keys(Trainer trainer)
    {
        PlainTensor tensor = trainer.Parameters.Tensors.Single(tensor => tensor.Name == "attention/key/weight");
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(trainer.Parameters.Block, numbers);
        return numbers;
    }
}
