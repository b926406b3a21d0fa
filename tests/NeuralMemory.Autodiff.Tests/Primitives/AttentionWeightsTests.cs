using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Ties, ends of ranges and what is refused.</summary>
public sealed class AttentionWeightsTests
{
    private static readonly SequenceRows OneQuery = new SequenceRows().OfStep(1);

    [Fact]
    public void Of_equal_scores_the_first_enter()
    {
        Assert.Equal([0, (Real)0.5, (Real)0.5, 0, 0], Weights([1, 3, 3, 3, 0], Normalization.TopK(2)));
        Assert.Equal([0, 1, 0, 0, 0], Weights([1, 3, 3, 3, 0], Normalization.TopK(1)));
        Assert.Equal([0, 1, 0, 0, 0], Weights([1, 3, 3, 3, 0], Normalization.Hard));
        Assert.Equal([1, 0, 0], Weights([-7, -7, -7], Normalization.Hard));
    }

    [Fact]
    public void As_many_as_there_are_is_the_softmax()
    {
        double[] scores = [0.3, -2, 5, 1, 0];
        Real[] softmax = Weights(scores, Normalization.Softmax);
        Assert.Equal(softmax, Weights(scores, Normalization.TopK(5)));
        Assert.Equal(softmax, Weights(scores, Normalization.TopK(9)));
        Assert.NotEqual(softmax, Weights(scores, Normalization.TopK(4)));
    }

    [Fact]
    public void A_score_that_is_no_number_shows_however_scores_become_weights()
    {
        foreach (Normalization normalization in (Normalization[])[Normalization.Softmax, Normalization.TopK(2), Normalization.Hard])
            Assert.Contains(Weights([1, 5, double.NaN, 3, 0], normalization), Real.IsNaN);
    }

    [Fact]
    public void Scores_of_any_size_give_numbers()
    {
        foreach (Normalization normalization in (Normalization[])[Normalization.Softmax, Normalization.TopK(2), Normalization.Hard])
            Assert.Equal([0, 1, 0], Weights([-1e30, 1e30, 0], normalization));
    }

    /// <summary>Centres at both ends and between keys; the window takes in what is exactly as far.</summary>
    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(1.5, 1, 1, 2)]
    [InlineData(2, 2, 0, 4)]
    [InlineData(6, 1, 5, 5)]
    public void Local_weights_are_those_of_the_keys_near_the_centre(double centre, int window, int first, int last)
    {
        double[] scores = [0.5, -1, 2, 0, 1, 0.25];
        using var bench = new Workbench();
        Variable weights = bench.Tape.LocalWeights(
            bench.Input(scores, new(1, 1, 6)), bench.Input([centre], new(1, 1)), OneQuery, new SequenceRows().OfBlocks(1, 6), window);
        double sum = Enumerable.Range(first, last - first + 1).Sum(j => Math.Exp(scores[j]));
        double[] expected =
        [
            .. scores.Select((score, j) => j < first || j > last
                ? 0
                : Math.Exp(score) / sum * Math.Exp(-(j - centre) * (j - centre) / (2 * (window / 2.0) * (window / 2.0)))),
        ];
        Close.Within(Close.OutputTolerance, expected, weights.Span, "weights");
    }

    [Fact]
    public void A_centre_without_a_key_in_reach_gives_nothing_that_passes_for_a_weight()
    {
        foreach (double centre in (double[])[-2, 9, double.NaN])
        {
            using var bench = new Workbench();
            Variable weights = bench.Tape.LocalWeights(
                bench.Input(new double[4], new(1, 1, 4)), bench.Input([centre], new(1, 1)), OneQuery, new SequenceRows().OfBlocks(1, 4), 1);
            Assert.Contains(weights.Span.ToArray(), Real.IsNaN);
        }
    }

    [Fact]
    public void A_result_that_is_not_finite_is_named_by_row_head_and_key()
    {
        using var bench = new Workbench();
        SequenceRows rows = new SequenceRows().OfBlocks(1, 3);
        Variable queries = bench.Input([1, 1, 1, 1, 1, 1], new(3, 2)), keys = bench.Input([1, 1, 1, double.NaN, 1, 1], new(3, 2));
        bench.Tape.NextStep();
        bench.Tape.DotScores(queries, keys, rows, rows, 2, 1);
        Assert.Equal("DotScores at time-step 0, row 0, head 1, key 1: NaN", bench.Tape.FindNonFinite());
    }

    [Fact]
    public void A_tape_that_does_not_record_gives_the_same()
    {
        foreach (PrimitiveCase primitive in AttentionCases.All.Values.SelectMany(cases => cases))
        {
            using var bench = new Workbench();
            using Tape tape = EngineUnderTest.NewTape(bench.Parameters, recording: false);
            var stream = new RandomStream(StreamKey.FromSeed(3));
            double[][] inputs = [.. primitive.Inputs.Select(input =>
                Enumerable.Range(0, input.Shape.Count).Select(_ => stream.NextDouble(0.1, 0.9)).ToArray())];
            Real[] expected = primitive.Call(bench.Tape, [.. Variables(bench.Tape)])[0].Span.ToArray();
            for (int step = 0; step < 3; step++)
            {
                tape.NextStep();
                Assert.Equal(expected, primitive.Call(tape, [.. Variables(tape)])[0].Span.ToArray());
            }

            IEnumerable<Variable> Variables(Tape on) => primitive.Inputs.Zip(inputs,
                (input, numbers) => on.Constant(Array.ConvertAll(numbers, x => (Real)x), input.Shape));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_a_sentence()
    {
        using var bench = new Workbench();
        Tape t = bench.Tape;
        Variable x = t.Fill(new(4, 6), 0), narrow = t.Fill(new(4, 3), 0), scores = t.Fill(new(4, 2, 4), 0);
        SequenceRows two = new SequenceRows().OfBlocks(2, 2), four = new SequenceRows().OfBlocks(1, 4), one = new SequenceRows().OfStep(1);
        SequenceRows five = new SequenceRows().OfBlocks(1, 5);
        Refuses("4 heads do not divide the 6 numbers of a row of 'queries'", () => t.DotScores(x, x, two, two, 4, 1));
        Refuses("keys of 3 numbers for queries of 6", () => t.DotScores(x, narrow, two, two, 1, 1));
        Refuses("2 sequences of queries for 1 of keys", () => t.DotScores(x, x, two, four, 1, 1));
        Refuses("the sequences have rows up to number 5 and 'keys' has 4", () => t.DotScores(x, x, four, five, 1, 1));
        Refuses("a direction of 24 numbers for queries of 6", () => t.AdditiveScores(x, x, x, two, two, 1));
        Refuses("'strengths' has the shape [4, 3], expected [4, 2]", () => t.CosineScores(x, x, narrow, two, two, 2));
        Refuses("sequence 0 has 4 queries for 1 keys, so that some would see none",
            () => t.Attention(x, x, x, four, one, new(1, 1, AttentionMask.Causal)));
        Refuses("a window of 0 keys, expected at least 1", () => t.AttentionWeights(scores, four, four, new(Window: 0)));
        Refuses("'scores' has the shape [4, 2, 4], expected [rows, heads, 2], as many as the longest sequence has keys",
            () => t.AttentionWeights(scores, two, two));
        Refuses("a window of 0.5, expected at least 1", () => t.LocalWeights(scores, t.Fill(new(4, 2), 1), four, four, (Real)0.5));
        Refuses("2 heads do not divide the 3 numbers of a row of 'values'", () => t.WeightedSum(scores, narrow, four, four));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalization.TopK(0));

        static void Refuses(string why, Func<object> call) => Assert.Contains(why, Assert.Throws<ArgumentException>(call).Message);
    }

    private static Real[] Weights(double[] scores, Normalization normalization)
    {
        using var bench = new Workbench();
        return bench.Tape.AttentionWeights(
            bench.Input(scores, new(1, 1, scores.Length)), OneQuery, new SequenceRows().OfBlocks(1, scores.Length),
            normalization: normalization).Span.ToArray();
    }
}
