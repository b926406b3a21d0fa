using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Sequences of which nothing is scored.</summary>
public sealed class UnscoredSequenceTests
{
    private const string Sometimes = """
        task: sometimes
        version: 1
        inputs: { data: 2 }
        targets: { data: 2, other: 2 }
        draw: { items: "bits(3, 2)", asked: bernoulli(0.5) }
        episode:
          - show: { data: items }
          - { recall: { data: items, other: items }, score: asked }
        loss: bits
        """;

    /// <summary>Of logits that are 0 each bit costs one bit, and there are 6 in each channel of each sequence that counts.</summary>
    [Fact]
    public void They_count_in_no_metric()
    {
        TaskDefinition task = Repository.Define(Sometimes);
        var sampler = new EpisodeSampler(task);
        var scorer = new EpisodeScorer(task.Losses);
        var batch = new SequenceBatch();
        sampler.Sample(batch, new(3), 0, 40);
        scorer.Add(batch, new Real[batch.Rows * 4]);
        Assert.InRange(sampler.Scored, 8, 32);
        Assert.Equal((sampler.Scored, 40 - sampler.Scored), ((int)scorer.Total.Sequences, (int)scorer.Total.UnscoredSequences));
        Assert.Equal(12, scorer.Total.BitsPerSequence, 1e-9);
        Assert.Equal(6, scorer.Scores.Value(new(MetricKind.BitsPerSequence, "other")), 1e-9);
        Assert.Equal(50, scorer.Total.Value(MetricKind.AccuracyPercent), 25.0);
        for (int sequence = 0; sequence < 40; sequence++)
            Assert.Equal(scorer.LossOf(sequence) > 0, scorer.IsScored(sequence));
    }

    [Fact]
    public void Where_there_are_no_others_a_metric_is_no_number()
    {
        TaskDefinition task = Repository.Define(Sometimes.Replace("bernoulli(0.5)", "bernoulli(0)", StringComparison.Ordinal));
        var scorer = new EpisodeScorer(task.Losses);
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 4);
        scorer.Add(batch, new Real[batch.Rows * 4]);
        Assert.Equal((0, 4), ((int)scorer.Total.Sequences, (int)scorer.Total.UnscoredSequences));
        Assert.True(double.IsNaN(scorer.Total.BitsPerSequence));
    }

    /// <summary>A batch has no sequences without steps.</summary>
    [Fact]
    public void One_without_steps_is_shown_a_blank_one()
    {
        TaskDefinition task = Repository.Define("""
            task: empty
            version: 1
            parameters: { length: [0, 1] }
            inputs: { data: 2 }
            targets: { data: 2 }
            draw: { items: "bits(length, 2)" }
            episode: [{ show: { data: items } }, { recall: { data: items } }]
            loss: bits
            """);
        var batch = new SequenceBatch();
        var sampler = new EpisodeSampler(task);
        sampler.Sample(batch, new(3), 0, 20);
        Assert.All(batch.Lengths.ToArray().Take(sampler.Scored), length => Assert.Equal(2, length));
        Assert.All(batch.Lengths.ToArray().Skip(sampler.Scored), length => Assert.Equal(1, length));
        Assert.InRange(sampler.Scored, 1, 19);
    }
}
