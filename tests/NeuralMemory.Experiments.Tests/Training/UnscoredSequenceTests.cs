using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Runs that meet sequences, and whole batches, of which nothing is scored.</summary>
public sealed class UnscoredSequenceTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}", "bits", "mean-bit")]
    [InlineData("{kind: lstm, units: 8}", "bits", "sequence")]
    [InlineData("{kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12}", "symbols", "mean-bit")]
    [InlineData("{kind: seq2seq, units: 8, attention: general, weights: {kind: sampled, reward: 0.5, entropy: 0.1}}", "symbols",
        "sequence")]
    public void A_run_goes_on_to_its_end(string machine, string kind, string average)
    {
        string[] overrides = [.. Write(kind, "bernoulli(0.3)"), $"machine={machine}", $"training.loss={average}"];
        RunOutcome outcome = Run.Start(_lab.Load(overrides), Lab.Options(_lab.In("run")));
        Assert.Equal((RunState.Done, 30L), (outcome.State, outcome.Step));
        EvaluationResult final = outcome.Evaluations[0];
        Assert.Equal(20, final.Episodes);
        Assert.InRange(final.Unscored, 1, 19);
        Assert.True(double.IsFinite(final.Scores.Total.BitsPerSequence));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(final.Unscored, Assert.Single(run.Evaluations.Read()).Unscored);
        using Stopper observer = new(14);
        Run.Start(_lab.Load(overrides), Lab.Options(_lab.In("parts"), observer), observer.Token);
        Run.Resume(_lab.In("parts"), Lab.Options());
        RunsOnDisk.AssertSame(_lab.In("run"), _lab.In("parts"));
    }

    /// <summary>The loss is the mean over what is scored, and 0 where nothing is.</summary>
    [Theory]
    [InlineData("mean-bit", 6)]
    [InlineData("sequence", 1)]
    public void They_cost_nothing(string average, int bits)
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load(
            [.. Write("bits", "bernoulli(0.3)"), "machine={kind: lstm, units: 8}", $"training.loss={average}", "training.report=1000"]));
        var scored = new HashSet<long>();
        for (int step = 0; step < 40; step++)
        {
            ReportSums sums = trainer.State.Report;
            (double loss, double nats, long sequences) = (sums.Loss, sums.Nats, sums.Sequences);
            Assert.Null(trainer.Step(out _));
            (loss, nats, sequences) = (sums.Loss - loss, sums.Nats - nats, sums.Sequences - sequences);
            Assert.Equal(sequences == 0 ? 0 : nats / (sequences * bits), loss, 1e-5);
            scored.Add(sequences);
        }

        Assert.Contains(0, scored);
        Assert.True(scored.Count > 3);
        Assert.Equal(160, trainer.State.Sequences);
    }

    [Fact]
    public void A_batch_without_any_moves_no_baseline() =>
        Assert.Equal(-3.5, SampledReward.Moved(new SampledWeightsConfig(), -3.5, new ScoreSums { UnscoredSequences = 4 }));

    [Theory]
    [InlineData("bernoulli(0)", "'task': nothing is scored in any of 1000 sequences: there is nothing to learn")]
    [InlineData("bernoulli(0.02)", "")]
    public void A_task_that_scores_nothing_is_refused_before_the_first_step(string asked, string expected)
    {
        string[] problems = _lab.Problems(Lab.Small, Write("bits", asked));
        Assert.Equal(expected.Length == 0 ? 0 : 1, problems.Length);
        Assert.All(problems, problem => Assert.EndsWith(expected, problem));
    }

    [Theory]
    [InlineData("evaluation.parameters={length: 0}",
        "'evaluation.parameters': nothing is scored in any of 1000 sequences: there is nothing to learn")]
    [InlineData("training.curriculum={kind: lessons, lessons: [{length: 0}, {length: [1, 4]}], metric: bits_per_sequence, below: 1}",
        "'training.curriculum': nothing is scored in any of 1000 sequences: there is nothing to learn at level 1")]
    public void So_are_levels_and_evaluations_that_score_nothing(string setting, string expected) => Assert.EndsWith(
        expected, Assert.Single(_lab.Problems(Lab.Small, "task.parameters={width: 3, length: [0, 4]}", setting)));

    [Fact]
    public void Copying_nothing_now_and_then_is_learnt_like_copying()
    {
        RunOutcome outcome = _lab.Start("run", "task.parameters={width: 3, length: [0, 2]}", "evaluation.parameters={}");
        Assert.Equal(RunState.Done, outcome.State);
        Assert.InRange(outcome.Evaluations[0].Unscored, 1, 19);
    }

    private string[] Write(string kind, string asked)
    {
        bool bits = kind == "bits";
        File.WriteAllText(_lab.In("sometimes.yaml"), $$"""
            task: sometimes
            version: 1
            inputs: { data: {{(bits ? "2" : "{ symbols: 5 }")}} }
            targets: { data: {{(bits ? "2" : "{ symbols: 5 }")}} }
            draw: { items: "{{(bits ? "bits(3, 2)" : "integers(3, 1, 0, 4)")}}", asked: {{asked}} }
            episode:
              - show: { data: items }
              - { recall: { data: items }, score: asked }
            loss: {{(bits ? "bits" : "softmax")}}
            """);
        return ["task={name: sometimes}", "evaluation={every: 5, episodes: 20}"];
    }
}
