using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Tasks.Tests;

public sealed class EpisodeScorerTests
{
    private static readonly TaskDefinition Task = Repository.Define("""
        task: t
        version: 1
        parameters: { length: [1, 6] }
        inputs: { x: 2 }
        targets: { x: 2 }
        draw: { items: bits(length, 2) }
        episode: [{ show: { x: items } }, { recall: { x: items } }]
        loss: bits
        """);

    [Fact]
    public void Scores_are_those_of_the_definition()
    {
        SequenceBatch batch = Batch();
        Real[] logits = new Real[batch.Rows * 2];
        var random = new RandomStream(new(3));
        for (int i = 0; i < logits.Length; i++)
            logits[i] = (Real)random.NextDouble(-3, 3);
        double nats = 0;
        long bits = 0, wrong = 0;
        var wrongSequences = new HashSet<int>();
        for (int s = 0; s < batch.Sequences; s++)
            for (int t = 0; t < batch.Lengths[s]; t++)
                for (int c = 0; c < 2 && batch.MaskRow(batch.Row(s, t))[c] == 1; c++)
                {
                    double p = 1 / (1 + Math.Exp(-logits[batch.Row(s, t) * 2 + c])), y = batch.TargetRow(batch.Row(s, t))[c];
                    nats -= y * Math.Log(p) + (1 - y) * Math.Log(1 - p);
                    bits++;
                    if (p > 0.5 != (y == 1))
                    {
                        wrong++;
                        wrongSequences.Add(s);
                    }
                }

        var scorer = new EpisodeScorer(Task.Losses);
        scorer.Add(batch, logits);
        ScoreSums scores = scorer.Total;
        Assert.Equal(
            (16, wrongSequences.Count, bits, wrong),
            (scores.Sequences, scores.WrongSequences, scores.TargetBits, scores.WrongBits));
        Assert.Equal(nats, scores.Nats, 1e-9);
        Assert.Equal(nats / Math.Log(2) / 16, scores.Value(MetricKind.BitsPerSequence), 1e-9);
        Assert.Equal(wrong / 16.0, scores.Value(MetricKind.BitErrorsPerSequence));
        Assert.Equal(100.0 * wrong / bits, scores.Value(MetricKind.WrongBitsPercent));
        Assert.Equal(wrongSequences.Count / 16.0, scores.Value(MetricKind.SequenceErrors));
        scorer.Reset();
        Assert.Equal(default, scorer.Total);
    }

    [Fact]
    public void A_blind_guess_costs_one_bit_for_each_target_bit()
    {
        SequenceBatch batch = Batch();
        var scorer = new EpisodeScorer(Task.Losses);
        scorer.Add(batch, new Real[batch.Rows * 2]);
        Assert.Equal(scorer.Total.TargetBits, scorer.Total.Nats / Math.Log(2), 1e-9);
    }

    [Fact]
    public void Extreme_logits_stay_finite_and_tiny_losses_are_kept()
    {
        SequenceBatch batch = Batch();
        Real[] right = new Real[batch.Rows * 2], wrong = new Real[batch.Rows * 2];
        for (int i = 0; i < right.Length; i++)
            (right[i], wrong[i]) = batch.Targets[i] == 1 ? (45, -10000) : (-45, 10000);
        var scorer = new EpisodeScorer(Task.Losses);
        scorer.Add(batch, right);
        Assert.Equal(scorer.Total.TargetBits * Math.Exp(-45), scorer.Total.Nats, scorer.Total.Nats * 1e-6);
        Assert.Equal((0, 0.0), (scorer.Total.WrongBits, scorer.Total.SequenceErrors));
        scorer.Reset();
        scorer.Add(batch, wrong);
        Assert.Equal(scorer.Total.TargetBits * 10000.0, scorer.Total.Nats);
        Assert.Equal((100.0, 1.0), (scorer.Total.WrongBitsPercent, scorer.Total.SequenceErrors));
    }

    [Fact]
    public void What_is_no_number_is_wrong()
    {
        SequenceBatch batch = Batch();
        Real[] logits = new Real[batch.Rows * 2];
        logits.AsSpan().Fill(Real.NaN);
        var scorer = new EpisodeScorer(Task.Losses);
        scorer.Add(batch, logits);
        Assert.Equal(scorer.Total.TargetBits, scorer.Total.WrongBits);
    }

    [Fact]
    public void Steps_one_by_one_score_as_the_whole_and_allocate_nothing()
    {
        SequenceBatch batch = Batch();
        Real[] logits = new Real[batch.Rows * 2];
        for (int i = 0; i < logits.Length; i++)
            logits[i] = i % 5 - 2;
        EpisodeScorer whole = new(Task.Losses), steps = new(Task.Losses);
        int runs = 0;
        whole.Add(batch, logits);
        AddSteps();
        Assert.Equal(whole.Total, steps.Total);
        Allocations.AssertNone(AddSteps);
        Assert.Equal(runs * whole.Total.WrongBits, steps.Total.WrongBits);

        void AddSteps()
        {
            runs++;
            steps.Begin(batch);
            for (int t = 0; t < batch.MaxLength; t++)
                steps.AddStep(t, logits.AsSpan(batch.RowOffset(t) * 2, batch.RowsAt(t) * 2));
            steps.End();
        }
    }

    private static SequenceBatch Batch()
    {
        var batch = new SequenceBatch();
        new EpisodeSampler(Task).Sample(batch, new(9), 0, 16);
        return batch;
    }
}
