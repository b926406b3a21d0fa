using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What random functions draw, and how often. The bounds are four standard deviations or more from what is expected.</summary>
public sealed class DrawFunctionTests
{
    [Theory]
    [InlineData("literal(integer(5, 7))", "5, 6, 7")]
    [InlineData("integers(1, 1, 5, 7)", "5, 6, 7")]
    [InlineData("literal(choice(2, 4, 8))", "2, 4, 8")]
    [InlineData("choice(order, order * 0, order + 1)", "0 0 0, 2 0 3, 3 1 4")]
    [InlineData("distinct(2, 1, 2)", "1 2, 2 1")]
    [InlineData("distinct(2, 4, 6)", "4 5, 4 6, 5 4, 5 6, 6 4, 6 5")]
    [InlineData("distinct(1, -1, 1)", "-1, 0, 1")]
    [InlineData("permutation(3)", "0 1 2, 0 2 1, 1 0 2, 1 2 0, 2 0 1, 2 1 0")]
    [InlineData("flatten(distinct_bits(2, 1))", "0 1, 1 0")]
    [InlineData("distinct_bits(1, 2)", "0 0, 0 1, 1 0, 1 1", 2)]
    [InlineData("pick(1, literal(1) + zeros(4, 1))", "0, 1, 2, 3")]
    [InlineData("literal(bernoulli(0.5))", "0, 1")]
    [InlineData("coins(2, 1, 0.5)", "0 0, 0 1, 1 0, 1 1")]
    [InlineData("edits(concat(literal(0), literal(1)), 1, 2, 2, 2)", "0 0, 1 1")]
    [InlineData("binary_up_to(bits_of(4), 3)", "0 0 0, 1 0 0, 0 1 0, 1 1 0, 0 0 1")]
    [InlineData("binary_up_to(bits_of(5), 2)", "0 0, 1 0, 0 1, 1 1")]
    [InlineData("binary_up_to(pad(bits_of(2), 4), 3)", "0 0 0, 1 0 0, 0 1 0")]
    [InlineData("binary_up_to(zeros(2, 1), 2)", "0 0")]
    [InlineData("edits(literal(1), 1, 3, 1, 1)", "0, 2")]
    [InlineData("edits(literal(0), 1, 2, 0, 1)", "1, ")]
    [InlineData("edits(slice(order, 0, 0), 1, 4, 0, 1)", "0, 1, 2, 3")]
    [InlineData("edits(concat(literal(0), literal(1), literal(2)), 1, 4, 2, 3)",
        "1 1 2, 2 1 2, 3 1 2, 0 0 2, 0 2 2, 0 3 2, 0 1 0, 0 1 1, 0 1 3, 1 2, 1 2, 1 2, 0 2, 0 2, 0 2, 0 1, 0 1, 0 1")]
    public void All_outcomes_are_equally_likely(string expression, string outcomes, int width = 1)
    {
        const int Draws = 4000;
        string[] possible = outcomes.Split(", ");
        Dictionary<string, int> counts = Counts(expression, width, Draws);
        // What is named several times is as many times as likely.
        Assert.Equal(possible.Distinct().Order(), counts.Keys.Order());
        Assert.All(counts, pair =>
        {
            double expected = (double)Draws / possible.Length * possible.Count(outcome => outcome == pair.Key);
            Assert.InRange(pair.Value, expected - 4 * Math.Sqrt(expected), expected + 4 * Math.Sqrt(expected));
        });
    }

    [Fact]
    public void Tries_become_more_seldom_one_by_one()
    {
        const int Draws = 8000;
        Dictionary<string, int> counts = Counts("literal(geometric(0.25))", 1, Draws);
        for (int tries = 1; tries <= 8; tries++)
        {
            double expected = Draws * 0.25 * Math.Pow(0.75, tries - 1), slack = 4 * Math.Sqrt(expected);
            Assert.InRange(counts[$"{tries}"], expected - slack, expected + slack);
        }

        Assert.DoesNotContain("0", counts.Keys);
    }

    [Fact]
    public void Edits_stay_within_their_bounds()
    {
        EpisodeSampler sampler = Evaluate.Sampler("edits(integers(6, 1, 0, 2), 30, 3, 4, 7)", 1);
        var lengths = new SortedSet<int>();
        for (int i = 0; i < 200; i++)
        {
            Episode episode = sampler.Draw(new(3), i);
            lengths.Add(episode.Length - 1);
            Assert.All(Enumerable.Range(0, episode.Length), t => Assert.InRange(episode.InputRow(t)[0], 0, 2));
        }

        Assert.Equal([4, 5, 6, 7], lengths);
    }

    [Fact]
    public void Indices_are_picked_one_after_another_in_proportion_to_their_weights()
    {
        // Weights 1, 2, 0, 5: (i, j) has the probability w_i / 8 * w_j / (8 - w_i).
        const int Draws = 8000;
        Dictionary<string, int> counts = Counts("pick(2, concat(literal(1), literal(2), literal(0), literal(5)))", 1, Draws);
        int[] weights = [1, 2, 0, 5];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
            {
                double probability = i == j ? 0 : weights[i] / 8.0 * weights[j] / (8 - weights[i]);
                double slack = 4 * Math.Sqrt(Draws * probability * (1 - probability));
                Assert.InRange(counts.GetValueOrDefault($"{i} {j}"), Draws * probability - slack, Draws * probability + slack);
            }
    }

    [Theory]
    [InlineData("distinct(length, 0, 8191)", 1, 0, 8191)]
    [InlineData("distinct(1000, 1, 1000)", 1, 1, 1000)]
    [InlineData("distinct_bits(60, 6)", 6, 0, 1)]
    [InlineData("distinct_bits(64, 6)", 6, 0, 1)]
    [InlineData("distinct_bits(40, 40)", 40, 0, 1)]
    [InlineData("distinct_bits(3, 21)", 21, 0, 1)]
    [InlineData("distinct_bits(3, 22)", 22, 0, 1)]
    public void Distinct_rows_are_distinct(string expression, int width, int low, int high)
    {
        EpisodeSampler sampler = Evaluate.Sampler(expression, width);
        for (int i = 0; i < 20; i++)
        {
            Episode episode = sampler.Draw(new(3), i);
            Real[][] rows = [.. Enumerable.Range(0, episode.Length - 1).Select(t => episode.InputRow(t).ToArray())];
            Assert.Equal(rows.Length, rows.Select(row => string.Join(' ', row)).Distinct().Count());
            Assert.All(rows.SelectMany(row => row), value => Assert.InRange(value, low, high));
        }
    }

    [Theory]
    [InlineData("literal(real(-1, 3))", 1, 1, 1.1547)]
    [InlineData("reals(5, 2, -1, 3)", 2, 1, 1.1547)]
    [InlineData("literal(normal(2, 3))", 1, 2, 3)]
    [InlineData("normals(5, 2, 2, 3)", 2, 2, 3)]
    [InlineData("normals(5, 2, 2, 0)", 2, 2, 0)]
    [InlineData("literal(bernoulli(0.1))", 1, 0.1, 0.3)]
    [InlineData("coins(5, 2, 0.9)", 2, 0.9, 0.3)]
    [InlineData("beta(5, 1, 0.5, 0.5)", 1, 0.5, 0.3536)]
    [InlineData("distinct_bits(3, 8)", 8, 0.5, 0.5)]
    [InlineData("distinct_bits(3, 30)", 30, 0.5, 0.5)]
    public void Numbers_have_the_mean_and_deviation_of_their_distribution(string expression, int width, double mean, double deviation)
    {
        EpisodeSampler sampler = Evaluate.Sampler(expression, width);
        double[] values =
        [
            .. Enumerable.Range(0, 3000).SelectMany(i =>
            {
                Episode episode = sampler.Draw(new(1), i);
                return Enumerable.Range(0, episode.Length - 1).SelectMany(t => episode.InputRow(t).ToArray()).Select(x => (double)x);
            }),
        ];
        double slack = 1e-6 + 5 * deviation / Math.Sqrt(values.Length), average = values.Average();
        Assert.InRange(average, mean - slack, mean + slack);
        Assert.InRange(Math.Sqrt(values.Average(x => (x - average) * (x - average))), 0.95 * deviation, 1.05 * deviation);
    }

    [Theory]
    [InlineData("distinct(length, 0, 999)")]
    [InlineData("distinct_bits(drawn, 5)")]
    [InlineData("distinct_bits(drawn, 30)")]
    [InlineData("pick(2, power(range(drawn) + 1, -0.99))")]
    [InlineData("zip(integers(drawn, 1, 0, 9), coins(drawn, 1, 0.2))")]
    [InlineData("interleave(2 * normals(drawn, 1, 0, 1) - 1, one_hot(integers(drawn, 1, 0, 0), 1))")]
    [InlineData("scatter(pad(range(drawn), 10), order, digits(order, 1, 4))")]
    [InlineData("if(drawn > 6, running_sum(reshape(items, 1)), columns(sort_by(items, row_sums(-items)), 0, 1))")]
    [InlineData("choice(slice(items, 0, 2, 2), reverse(items)) - row(items, 0)")]
    public void Sampling_allocates_nothing(string expression)
    {
        EpisodeSampler sampler = Evaluate.Sampler($"flatten({expression})", 1);
        var batch = new SequenceBatch();
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 1000; i++)
                sampler.Sample(batch, new(1), i, 2);
        });
    }

    private static Dictionary<string, int> Counts(string expression, int width, int draws)
    {
        EpisodeSampler sampler = Evaluate.Sampler(expression, width);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < draws; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            string outcome = string.Join(
                ' ', Enumerable.Range(0, episode.Length - 1).SelectMany(t => episode.InputRow(t).ToArray()));
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        }

        return counts;
    }
}
