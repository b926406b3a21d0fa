using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Hard stochastic attention: what is drawn, and what it learns from.</summary>
public sealed class SampledWeightsTests
{
    private const int Sequences = 3, Heads = 2, Longest = 5;

    private static readonly SequenceRows QueryRows = new SequenceRows().OfStep(Sequences);

    /// <summary>Of 5, 3 and 1 keys.</summary>
    private static readonly SequenceRows KeyRows = AttentionCases.Rows(Longest, 3, 1);

    [Fact]
    public void Without_a_stream_the_weights_are_their_expectation()
    {
        using Workbench one = new(), two = new();
        Variable scores = Scores(one), same = Scores(two);
        Variable weights = Sample(one, scores), expected = two.Tape.AttentionWeights(same, QueryRows, KeyRows);
        Assert.Equal(expected.Span.ToArray(), weights.Span.ToArray());
        foreach ((Workbench bench, Variable output) in ((Workbench, Variable)[])[(one, weights), (two, expected)])
        {
            bench.Tape.Seed(output, [.. Enumerable.Range(0, output.Shape.Count).Select(i => (Real)(i % 7))]);
            bench.Tape.BackwardFromSeeds();
        }

        Assert.Equal(same.GradientSpan.ToArray(), scores.GradientSpan.ToArray());
    }

    [Fact]
    public void Keys_are_drawn_as_often_as_the_softmax_says()
    {
        using var bench = new Workbench();
        Real[] expected = bench.Tape.AttentionWeights(Scores(bench), QueryRows, KeyRows).Span.ToArray();
        const int draws = 4000;
        var counts = new double[expected.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            bench.Tape.Reset(1, StreamKey.FromSeed(draw));
            Real[] weights = Sample(bench, Scores(bench)).Span.ToArray();
            Assert.All(weights, weight => Assert.True(weight is 0 or 1));
            Assert.All(weights.Chunk(Longest), row => Assert.Equal(1, row.Sum()));
            for (int i = 0; i < counts.Length; i++)
                counts[i] += weights[i];
        }

        for (int i = 0; i < counts.Length; i++)
        {
            double error = 4 * Math.Sqrt(expected[i] * (1 - expected[i]) / draws);
            Assert.InRange(counts[i] / draws, expected[i] - error, expected[i] + error);
        }
    }

    [Fact]
    public void The_key_of_the_stream_decides_and_every_use_draws_anew()
    {
        Real[] first = Several(1), again = Several(1), other = Several(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first[..30], first[30..60]);

        static Real[] Several(int seed)
        {
            using var bench = new Workbench();
            bench.Tape.Reset(1, StreamKey.FromSeed(seed));
            return [.. Enumerable.Range(0, 8).SelectMany(_ => Sample(bench, Scores(bench)).Span.ToArray())];
        }
    }

    /// <summary>An engine that runs a batch whole draws what the tapes of its parts would have drawn.</summary>
    [Fact]
    public void Parts_of_a_batch_draw_from_their_own_streams()
    {
        StreamKey[] keys = [StreamKey.FromSeed(5), StreamKey.FromSeed(6)];
        int[] partOf = [1, 0, 1];
        using Workbench whole = new(), part = new();
        whole.Tape.Reset(1, keys, partOf);
        Real[] weights = Sample(whole, Equal(whole, 3)).Span.ToArray();
        for (int key = 0; key < 2; key++)
        {
            int[] own = [.. Enumerable.Range(0, 3).Where(sequence => partOf[sequence] == key)];
            part.Tape.Reset(1, keys[key]);
            Real[] alone = part.Tape.AttentionWeights(
                Equal(part, own.Length), new SequenceRows().OfStep(own.Length), new SequenceRows().OfBlocks(own.Length, Longest),
                normalization: Normalization.Sampled).Span.ToArray();
            Assert.Equal(alone.Chunk(Heads * Longest), own.Select(sequence => weights.Chunk(Heads * Longest).ElementAt(sequence)));
        }

        Variable Equal(Workbench bench, int sequences) =>
            bench.Input(new double[sequences * Heads * Longest], new(sequences, Heads, Longest));

        Variable Sample(Workbench bench, Variable scores) => bench.Tape.AttentionWeights(
            scores, QueryRows, new SequenceRows().OfBlocks(Sequences, Longest), normalization: Normalization.Sampled);
    }

    /// <summary>-A log p(chosen) - e H(p), by its definition in double precision and by differences.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Scores_go_down_the_gradient_of_the_reward(double entropyRate)
    {
        Real[] advantages = [2, (Real)(-0.5), 1, 9];
        // The second sequence counts for nothing, as one of which nothing is scored.
        double[] entropyRates = [entropyRate, 0, 2 * entropyRate, 9];
        using var bench = new Workbench();
        bench.Tape.Reset(1, StreamKey.FromSeed(4));
        Variable scores = Scores(bench), weights = Sample(bench, scores);
        Real[] chosen = weights.Span.ToArray();
        double[] numbers = Array.ConvertAll(scores.Span.ToArray(), x => (double)x);
        // What the loss says of the weights is nothing to go by.
        bench.Tape.Seed(weights, [.. Enumerable.Range(0, chosen.Length).Select(i => (Real)i)]);
        bench.Tape.Reward(advantages, [.. entropyRates.Select(rate => (Real)rate)]);
        bench.Tape.BackwardFromSeeds();
        var expected = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
            expected[i] = (Objective(i, 1e-5) - Objective(i, -1e-5)) / 2e-5;
        Close.Within(Close.IsDouble ? 1e-8 : 1e-4, expected, scores.GradientSpan, "gradient");

        double Objective(int moved, double by)
        {
            double[] at = [.. numbers];
            at[moved] += by;
            double sum = 0;
            for (int row = 0; row < Sequences * Heads; row++)
            {
                int sequence = row / Heads, count = KeyRows.Count(sequence);
                double[] own = at[(row * Longest)..(row * Longest + count)];
                double all = own.Sum(Math.Exp);
                sum += entropyRates[sequence] * own.Sum(x => Math.Exp(x) / all * Math.Log(Math.Exp(x) / all));
                for (int key = 0; key < count; key++)
                    sum -= chosen[row * Longest + key] * advantages[sequence] * Math.Log(Math.Exp(own[key]) / all);
            }

            return sum;
        }
    }

    /// <summary>What REINFORCE is for: on average it is the gradient of the loss that is to be expected, whatever the baseline.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void On_average_the_gradient_is_that_of_the_expected_loss(double baseline)
    {
        double[] scores = [0.4, -0.3, 1, 0], losses = [1, 5, 2, -3];
        double all = scores.Sum(Math.Exp), mean = scores.Zip(losses, (x, loss) => Math.Exp(x) / all * loss).Sum();
        SequenceRows one = new SequenceRows().OfStep(1), keys = new SequenceRows().OfBlocks(1, 4);
        const int draws = 4000;
        var sums = new double[4];
        using var bench = new Workbench();
        for (int draw = 0; draw < draws; draw++)
        {
            bench.Tape.Reset(1, StreamKey.FromSeed(draw));
            Variable input = bench.Input(scores, new(1, 1, 4));
            Variable weights = bench.Tape.AttentionWeights(input, one, keys, normalization: Normalization.Sampled);
            int chosen = weights.Span.IndexOf((Real)1);
            bench.Tape.Reward([(Real)(-(losses[chosen] - baseline))]);
            bench.Tape.BackwardFromSeeds();
            for (int key = 0; key < 4; key++)
                sums[key] += input.GradientSpan[key];
        }

        for (int key = 0; key < 4; key++)
        {
            double expected = Math.Exp(scores[key]) / all * (losses[key] - mean);
            // A sample is off by no more than the largest loss.
            Assert.InRange(sums[key] / draws, expected - 4 * 6 / Math.Sqrt(draws), expected + 4 * 6 / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void Without_a_reward_scores_learn_nothing_and_values_learn_of_the_chosen()
    {
        using var bench = new Workbench();
        bench.Tape.Reset(1, StreamKey.FromSeed(4));
        Variable scores = Scores(bench), weights = Sample(bench, scores), values = bench.Input(new double[9 * 2], new(9, 2));
        Variable read = bench.Tape.WeightedSum(weights, values, QueryRows, KeyRows);
        bench.Tape.Seed(read, [1, 2, 3, 4, 5, 6]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal(new Real[scores.Shape.Count], Workbench.GradientOf(scores));
        for (int sequence = 0; sequence < Sequences; sequence++)
            for (int head = 0; head < Heads; head++)
                for (int key = 0; key < KeyRows.Count(sequence); key++)
                    Assert.Equal(
                        weights.Span[(sequence * Heads + head) * Longest + key] * (sequence * Heads + head + 1),
                        values.GradientSpan[KeyRows[sequence][key] * Heads + head]);
    }

    /// <summary>For the whole of a pass, and with the gradient of the softmax; the others draw, and learn of rewards alone.</summary>
    [Fact]
    public void A_share_of_the_sequences_keeps_the_expectation()
    {
        using Workbench bench = new(), softly = new();
        Real[] soft = softly.Tape.AttentionWeights(Scores(softly), QueryRows, KeyRows).Span.ToArray();
        int kept = 0, passes = 0;
        for (int seed = 0; seed < 400; seed++, passes++)
        {
            bench.Tape.Reset(1, StreamKey.FromSeed(seed));
            Variable scores = Scores(bench), first = Half(scores), second = Half(Scores(bench));
            bench.Tape.Seed(first, [.. Enumerable.Range(0, soft.Length).Select(i => (Real)(i % 7))]);
            if (seed % 2 == 0)
                bench.Tape.Reward([0, 0, 0]);
            bench.Tape.BackwardFromSeeds();
            for (int sequence = 0; sequence < 2; sequence++)
            {
                Range own = (sequence * Heads * Longest)..((sequence + 1) * Heads * Longest);
                bool isKept = first.Span[own].SequenceEqual(soft.AsSpan()[own]);
                Assert.Equal(isKept, second.Span[own].SequenceEqual(soft.AsSpan()[own]));
                Assert.True(isKept || first.Span[own].IndexOfAnyExcept(0, 1) < 0);
                Assert.Equal(isKept, Workbench.GradientOf(scores).AsSpan()[own].IndexOfAnyExcept((Real)0) >= 0);
                kept += isKept ? 1 : 0;
            }
        }

        Assert.InRange(kept / (2.0 * passes), 0.5 - 4 * 0.5 / Math.Sqrt(2 * passes), 0.5 + 4 * 0.5 / Math.Sqrt(2 * passes));

        Variable Half(Variable scores) =>
            bench.Tape.AttentionWeights(scores, QueryRows, KeyRows, normalization: Normalization.Sampled with { Expected = 0.5 });
    }

    [Fact]
    public void Where_all_keep_the_expectation_it_is_a_softmax()
    {
        using Workbench one = new(), two = new();
        one.Tape.Reset(1, StreamKey.FromSeed(4));
        Variable scores = Scores(one), same = Scores(two);
        Variable weights = one.Tape.AttentionWeights(scores, QueryRows, KeyRows, normalization: Normalization.Sampled with { Expected = 1 });
        Variable expected = two.Tape.AttentionWeights(same, QueryRows, KeyRows);
        Assert.Equal(expected.Span.ToArray(), weights.Span.ToArray());
        one.Tape.Reward([1, 2, 3], [1, 1, 1]);
        foreach ((Workbench bench, Variable output) in ((Workbench, Variable)[])[(one, weights), (two, expected)])
        {
            bench.Tape.Seed(output, [.. Enumerable.Range(0, output.Shape.Count).Select(i => (Real)(i % 7))]);
            bench.Tape.BackwardFromSeeds();
        }

        Assert.Equal(same.GradientSpan.ToArray(), scores.GradientSpan.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalization.Sampled with { Expected = 1.5 });
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_what_is_no_number_shows()
    {
        using var bench = new Workbench();
        bench.Tape.Reset(1, StreamKey.FromSeed(4));
        SequenceRows twoEach = new SequenceRows().OfBlocks(1, 2);
        Variable scores = bench.Tape.Fill(new(2, 1, 2), 0);
        Assert.Contains("one query of a sequence at a time, and there are 2", Assert.Throws<ArgumentException>(() =>
            bench.Tape.AttentionWeights(scores, twoEach, twoEach, normalization: Normalization.Sampled)).Message);
        Sample(bench, Scores(bench));
        Assert.Contains("2 advantages for 3 sequences", Assert.Throws<ArgumentException>(() => bench.Tape.Reward([1, 2])).Message);
        Assert.Throws<ArgumentException>(() => bench.Tape.Reward([1, 2, 3], [0, -1, 0]));
        Assert.Throws<ArgumentException>(() => bench.Tape.Reward([1, 2, 3], [1, 1]));
        using Tape forward = EngineUnderTest.NewTape(bench.Parameters, recording: false);
        Assert.Throws<InvalidOperationException>(() => forward.Reward([1]));
        Variable poisoned = bench.Input([.. Enumerable.Repeat(double.NaN, Sequences * Heads * Longest)], new(Sequences, Heads, Longest));
        Assert.Contains(Sample(bench, poisoned).Span.ToArray(), Real.IsNaN);
    }

    private static Variable Scores(Workbench bench) => bench.Input(
        [.. Enumerable.Range(0, Sequences * Heads * Longest).Select(i => Math.Sin(3 * i))], new(Sequences, Heads, Longest));

    private static Variable Sample(Workbench bench, Variable scores) =>
        bench.Tape.AttentionWeights(scores, QueryRows, KeyRows, normalization: Normalization.Sampled);
}
