using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

public sealed class NarrowingTests
{
    [Fact]
    public void Parameters_are_drawn_from_the_narrowed_ranges_and_reach_their_ends()
    {
        EpisodeSampler sampler = new(Repository.Task("repeat-copy"))
        {
            Narrowing = new Fixed(ValueRange.Of(8), ValueRange.Integers(3, 5), ValueRange.Of(2)),
        };
        HashSet<double> lengths = [], repeats = [];
        for (int i = 0; i < 300; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            lengths.Add(episode.Parameter("length"));
            repeats.Add(episode.Parameter("repeats"));
        }

        Assert.Equal([3.0, 4, 5], lengths.Order());
        Assert.Equal([2.0], repeats);
    }

    [Fact]
    public void What_refers_to_the_trained_range_refers_to_the_whole_of_it()
    {
        // The count of repeat copy is standardized: over 1 to 10 its mean is 5.5 and its variance 8.25, whatever is drawn.
        EpisodeSampler sampler = new(Repository.Task("repeat-copy"))
        {
            Narrowing = new Fixed(ValueRange.Of(8), ValueRange.Of(1), ValueRange.Of(2)),
        };
        Assert.Equal((2 - 5.5) / Math.Sqrt(8.25), sampler.Draw(new(1), 0).InputRow(1)[9], 1e-6);
    }

    [Fact]
    public void Each_episode_asks_anew_with_the_whole_ranges_and_its_own_numbers()
    {
        Alternating narrowing = new();
        EpisodeSampler sampler = new(Repository.Task("copy")) { Narrowing = narrowing };
        SequenceBatch batch = new(), single = new();
        sampler.Sample(batch, new(7), 40, 50);
        bool[] ofLevel = sampler.IsOfLevel.ToArray();
        Assert.Equal(50, ofLevel.Length);
        Assert.Contains(true, ofLevel);
        Assert.Contains(false, ofLevel);
        for (int s = 0; s < 50; s++)
        {
            int drawn = batch.Order[s];
            // The level is length 2; other episodes have any.
            Assert.True(!ofLevel[drawn] || batch.Lengths[s] == 5);
            sampler.Sample(single, new(7), 40 + drawn, 1);
            Assert.Equal([ofLevel[drawn]], sampler.IsOfLevel.ToArray());
            Assert.Equal(batch.Lengths[s], single.MaxLength);
            for (int t = 0; t < single.MaxLength; t++)
                Assert.Equal(single.InputRow(t), batch.InputRow(batch.Row(s, t)));
        }

        Assert.True(batch.Lengths[0] > 21, "the whole range is never drawn");
    }

    [Fact]
    public void Where_a_parameter_is_drawn_per_batch_a_batch_is_of_one_level()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { width: 8, length: { range: [1, 20], per: batch } }
            inputs: { x: width }
            targets: { y: width }
            draw: { items: bits(length, width) }
            episode: [{ show: { x: items } }, { recall: { y: items } }]
            loss: bits
            """);
        EpisodeSampler sampler = new(task, 4) { Narrowing = new Alternating() };
        SequenceBatch batch = new();
        sampler.Sample(batch, new(7), 40, 80);
        HashSet<bool> levels = [];
        for (int s = 0; s < 80; s++)
        {
            int drawn = batch.Order[s];
            bool isOfLevel = sampler.IsOfLevel[drawn];
            Assert.Equal(sampler.IsOfLevel[drawn / 4 * 4], isOfLevel);
            Assert.True(!isOfLevel || batch.Lengths[s] == 4);
            Assert.Equal(batch.Lengths[batch.Order.IndexOf(drawn / 4 * 4)], batch.Lengths[s]);
            levels.Add(isOfLevel);
        }

        Assert.Equal(2, levels.Count);
    }

    [Fact]
    public void Without_a_narrowing_every_episode_is_of_the_level()
    {
        EpisodeSampler sampler = new(Repository.Task("copy"));
        sampler.Sample(new(), new(1), 0, 3);
        Assert.Equal([true, true, true], sampler.IsOfLevel.ToArray());
    }

    [Theory]
    [InlineData(1, 21)]
    [InlineData(0, 20)]
    [InlineData(5, 4)]
    public void What_the_task_was_not_checked_for_is_refused(int low, int high)
    {
        EpisodeSampler sampler = new(Repository.Task("copy")) { Narrowing = new Fixed(ValueRange.Of(8), ValueRange.Integers(low, high)) };
        Assert.Contains("'length' cannot be drawn", Assert.Throws<InvalidOperationException>(() => sampler.Draw(new(1), 0)).Message);
    }

    [Theory]
    [InlineData(1, 3, true, true)]
    [InlineData(1, 3, false, false)]
    [InlineData(0, 3, true, false)]
    [InlineData(1, 4, true, false)]
    public void A_range_contains_what_lies_within_it(double low, double high, bool whole, bool contained)
    {
        Assert.Equal(contained, ValueRange.Integers(1, 3).Contains(new(low, high, whole)));
        Assert.Equal(low >= 1 && high <= 3, new ValueRange(1, 3, false).Contains(new(low, high, whole)));
    }

    [Fact]
    public void A_scorer_counts_only_the_episodes_it_is_told_to()
    {
        SequenceBatch batch = new();
        EpisodeSampler sampler = new(Repository.Task("copy"));
        sampler.Sample(batch, new(3), 0, 6);
        // Logits that are right but in one bit of the episode drawn third.
        Real[] logits = [.. batch.Targets.ToArray().Select(target => target > 0.5 ? (Real)2 : -2)];
        int sequence = batch.Order.IndexOf(2), row = batch.Row(sequence, batch.Lengths[sequence] - 1);
        logits[row * 8] = -logits[row * 8];
        Assert.Equal((6, 1, 1), Score([]));
        Assert.Equal((6, 1, 1), Score([true, true, true, true, true, true]));
        Assert.Equal((2, 1, 1), Score([false, false, true, false, true, false]));
        Assert.Equal((5, 0, 0), Score([true, true, false, true, true, true]));
        Assert.Equal((0, 0, 0), Score([false, false, false, false, false, false]));

        (long, long, long) Score(bool[] only)
        {
            EpisodeScorer scorer = new(sampler.Task.Losses);
            scorer.Add(batch, logits, only: only);
            ScoreSums scores = scorer.Total;
            Assert.Equal(scores.WrongBits, scorer.SumsOf("data").WrongBits);
            int bits = 0;
            for (int s = 0; s < 6; s++)
                bits += only.Length == 0 || only[batch.Order[s]] ? (batch.Lengths[s] - 1) / 2 * 8 : 0;
            Assert.Equal(bits, scores.TargetBits);
            return (scores.Sequences, scores.WrongSequences, scores.WrongBits);
        }
    }

    private sealed class Fixed(params ValueRange[] fixedRanges) : IParameterNarrowing
    {
        public bool Narrow(RandomStream random, Span<ValueRange> ranges)
        {
            fixedRanges.CopyTo(ranges);
            return true;
        }
    }

    private sealed class Alternating : IParameterNarrowing
    {
        public bool Narrow(RandomStream random, Span<ValueRange> ranges)
        {
            Assert.Equal("8, [1, 20]", string.Join(", ", ranges.ToArray()));
            if (random.NextDouble() < 0.5)
                return false;
            ranges[1] = ValueRange.Of(2);
            return true;
        }
    }
}
