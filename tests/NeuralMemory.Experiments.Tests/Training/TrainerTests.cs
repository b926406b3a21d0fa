using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

public sealed class TrainerTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}")]
    [InlineData("{kind: gru, units: 12, layers: 2}")]
    [InlineData("{kind: lstm, units: 12, layers: 2, normalize: true, bidirectional: true, dropout: 0.3}")]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void One_thread_and_two_give_the_same_bits(string machine)
    {
        machine = $"machine={machine}";
        _lab.Start("one", machine, "training.batch=16", "training.shard=4", "training.threads=1", "evaluation.episodes=50");
        _lab.Start("two", machine, "training.batch=16", "training.shard=4", "training.threads=2", "evaluation.episodes=50");
        RunsOnDisk.AssertSame(_lab.In("one"), _lab.In("two"));
    }

    /// <summary>More threads than shards, than ranges of parameters, and than processors.</summary>
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        foreach (int threads in (int[])[1, 2, 3, 16, 64])
        {
            _lab.Start($"{threads}", "machine.controller.units=64", "training.batch=16", "training.shard=1", "training.steps=10",
                $"training.threads={threads}", "evaluation.episodes=40", "training.optimizer={kind: adam, rate: 1e-3}");
            RunsOnDisk.AssertSame(_lab.In("1"), _lab.In($"{threads}"));
        }
    }

    [Fact]
    public void Another_seed_gives_another_run_on_the_same_held_out_episodes()
    {
        Listener first = new(), second = new();
        Run.Start(_lab.Load(), Lab.Options(_lab.In("one"), first));
        Run.Start(_lab.Load("seed=2"), Lab.Options(_lab.In("two"), second));
        Assert.NotEqual(first.Progress[0].Loss, second.Progress[0].Loss);
        Assert.Equal(first.Evaluations[0].Scores.Total.TargetBits, second.Evaluations[0].Scores.Total.TargetBits);
    }

    [Fact]
    public void What_is_drawn_per_batch_is_shared_by_all_shards_of_a_batch_and_new_in_every_episode_of_an_evaluation()
    {
        File.WriteAllText(_lab.In("even.yaml"), """
            task: even
            version: 1
            parameters: { length: { range: [1, 97], per: batch } }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { items: bits(length, 1) }
            episode: [{ show: { x: items } }, { recall: { y: items } }]
            loss: bits
            """);
        var lengths = new HashSet<int>();
        for (int seed = 0; seed < 8; seed++)
        {
            // The losses of both averages differ by the bits of a sequence: a whole number where all have as many.
            double length = Loss(seed, "sequence") / Loss(seed, "mean-bit");
            Assert.Equal(Math.Round(length), length, 1e-3);
            lengths.Add((int)Math.Round(length));
        }

        Assert.True(lengths.Count > 4);
        Experiment experiment = Load(0, "sequence");
        using Trainer evaluated = Lab.NewTrainer(experiment);
        EvaluationResult result = evaluated.Evaluate(experiment.Evaluation, CancellationToken.None)!;
        Assert.Empty(result.DrawnOnce);
        // The episodes of the same numbers, each drawn for itself.
        var single = new EpisodeSampler(experiment.Evaluation.Task);
        int[] own = [.. Enumerable.Range(0, 32).Select(i => single.Draw(Evaluator.StreamOf(experiment.Evaluation), i).Length / 2)];
        Assert.Equal(own.Sum(), result.Scores.Total.TargetBits);
        Assert.True(own.Distinct().Count() > 20);

        double Loss(int seed, string average)
        {
            using Trainer trainer = Lab.NewTrainer(Load(seed, average));
            trainer.Step(out _);
            return trainer.State.Report.Loss;
        }

        Experiment Load(int seed, string average) => _lab.Load(
            $"seed={seed}", $"training.loss={average}", "task={name: even}", "training.batch=5", "training.shard=2",
            "evaluation={episodes: 32, every: 5}");
    }

    [Fact]
    public void What_is_drawn_per_task_is_told_by_an_evaluation()
    {
        File.WriteAllText(_lab.In("once.yaml"), """
            task: once
            version: 1
            parameters: { size: { range: [2, 9], per: task }, fixed: { range: 3, per: task }, own: [1, 2] }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { table: { value: "bits(size, 1)", per: task }, items: "bits(fixed + own, 1)" }
            episode: [{ show: { x: items } }, { recall: { y: items } }, { show: { x: table } }]
            loss: bits
            """);
        _lab.Start("run", "task={name: once}", "machine={kind: lstm, units: 4}", "evaluation={episodes: 4}");
        Assert.Equal(["size", "table"], Assert.Single(_lab.Evaluate("run")).DrawnOnce);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.All(run.Evaluations.Read(), document => Assert.Equal(["size", "table"], document.DrawnOnce!));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(4, 8)]
    public void A_step_allocates_nothing(int batch, int shard)
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load($"training.batch={batch}", $"training.shard={shard}"));
        WarmSteps.AllocateNothing(trainer);
    }

    [Fact]
    public void A_step_on_several_threads_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load(
            "machine.controller.units=64", "training.batch=6", "training.shard=2", "training.threads=3", "training.clip={norm: 1}"));
        WarmSteps.AllocateNothing(trainer);
    }

    /// <summary>Of symbols that are given by their numbers, and are embedded; a few rows of a sequence are answered.</summary>
    [Theory]
    [InlineData("{kind: transformer, width: 8, heads: 2, hidden: 12, embedding: 6, dropout: 0.2}")]
    [InlineData("{kind: transformer, layout: encoder-decoder, width: 8, heads: 2, layers: 1, hidden: 12}")]
    [InlineData("{kind: perceiver, latents: 4, width: 8, heads: 2, looks: 2, hidden: 12, bands: 3}")]
    [InlineData("{kind: hopfield, width: 8, heads: 2, layers: 1, hidden: 12, updates: 2}")]
    [InlineData("{kind: fast-weights, width: 8, heads: 2, layers: 1, hidden: 12, strength: 2}")]
    [InlineData("{kind: xlstm, width: 8, heads: 2, layers: 2, hidden: 12}")]
    [InlineData("{kind: memory-network, width: 8, places: 64}")]
    [InlineData("{kind: seq2seq, units: 8, dropout: 0.2}")]
    [InlineData("{kind: seq2seq, units: 8, attention: general, weights: {kind: sampled, reward: 0.5, entropy: 0.1}}")]
    [InlineData("{kind: seq2seq, units: 8, weights: {kind: hard}}")]
    [InlineData("{kind: seq2seq, units: 8, attention: concat, weights: {kind: top-k, most: 2}}")]
    public void A_step_of_attention_allocates_nothing(string machine)
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load(
            "task={name: mqar, parameters: {vocabulary: 24, length: 12, pairs: 2}}", $"machine={machine}", "training.batch=4",
            "training.shard=2", "evaluation={episodes: 1}"));
        WarmSteps.AllocateNothing(trainer);
    }

    [Fact]
    public void Training_learns()
    {
        Listener listener = new();
        Run.Start(
            _lab.Load(
                "machine={kind: lstm, units: 32}", "task.parameters={width: 3, length: [1, 2]}", "training.steps=600",
                "training.optimizer={kind: adam, rate: 0.01}", "training.report=100", "evaluation.every=null"),
            Lab.Options(_lab.In("run"), listener));
        Assert.InRange(listener.Progress[^1].BitsPerSequence!.Value, 0, 0.5 * listener.Progress[0].BitsPerSequence!.Value);
    }

    [Fact]
    public void The_losses_of_both_averages_differ_by_the_bits_of_a_sequence()
    {
        // Fixed lengths: 4 sequences of 4 x 3 target bits.
        Assert.Equal(12, LossOf("sequence") / LossOf("mean-bit"), 1e-4);

        double LossOf(string average)
        {
            using Trainer trainer = Lab.NewTrainer(_lab.Load($"training.loss={average}", "task.parameters.length=4"));
            trainer.Step(out _);
            return trainer.State.Report.Loss;
        }
    }

    [Fact]
    public void Reports_average_over_their_interval_and_rates_follow_the_schedule()
    {
        Listener listener = new();
        Run.Start(
            _lab.Load("training.schedule={kind: step, warmup: 2, factor: 0.5, every: 5}", "training.optimizer.rate=0.01"),
            Lab.Options(_lab.In("run"), listener));
        Assert.Equal([7, 14, 21, 28], listener.Progress.Select(progress => progress.Step));
        Assert.Equal([28, 56, 84, 112], listener.Progress.Select(progress => progress.Sequences));
        // The rate of the last step of each interval; the schedule begins after a climb of 2 steps.
        Assert.Equal([0.01, 0.0025, 0.00125, 0.01 / 32], listener.Progress.Select(progress => progress.Rate),
            (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(listener.Progress, progress => Assert.InRange(progress.BitErrorsPerSequence!.Value, 0, 12));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        MetricsRecord line = run.ReadMetrics().First(record => record.Split == "train");
        Assert.Equal(listener.Progress[0].Loss, line["loss"]);
        Assert.Equal(listener.Progress[0].GradientNorm, line["gradient_norm"]);
        Assert.Equal(listener.Progress[0].SequencesPerSecond, line.SequencesPerSecond);
        Assert.True(line.SequencesPerSecond > 0);
        Assert.Null(run.ReadMetrics().First(record => record.Split == "evaluation").SequencesPerSecond);
        Assert.True(line.HasSameContentAs(line with { SequencesPerSecond = null, Seconds = 0 }));
    }
}
