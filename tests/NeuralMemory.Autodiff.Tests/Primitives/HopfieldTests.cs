using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Attention as the update of a modern Hopfield network (Ramsauer et al. 2021, arXiv 2008.02217).</summary>
public sealed class HopfieldTests
{
    /// <summary>Equation 3: state ← X softmax(β Xᵀ state), with the patterns as columns of X.</summary>
    [Fact]
    public void A_retrieval_is_attention_over_the_patterns() => Check((patterns, state, beta) =>
    {
        double[] scores = [.. patterns.Select(pattern => beta * Dot(pattern, state))];
        double sum = scores.Sum(Math.Exp);
        double[] expected =
        [
            .. Enumerable.Range(0, state.Length).Select(i => patterns.Select((pattern, j) => Math.Exp(scores[j]) / sum * pattern[i]).Sum()),
        ];
        // Where many patterns weigh the same, their mean is far smaller than they are.
        double noise = Close.Noise(patterns.Max(pattern => pattern.Max(Math.Abs)));
        using var bench = new Workbench();
        Close.Within(Close.OutputTolerance, expected, Retrieve(bench, patterns, state, beta).Span, "retrieved", noise);
    });

    /// <summary>Theorem 1: no retrieval raises the energy -log(sum of e^(β x.state)) / β + state.state / 2.</summary>
    [Fact]
    public void A_retrieval_raises_no_energy() => Check((patterns, state, beta) =>
    {
        using var bench = new Workbench();
        double before = Energy(patterns, state, beta);
        for (int retrieval = 0; retrieval < 4; retrieval++)
        {
            state = Array.ConvertAll(Retrieve(bench, patterns, state, beta).Span.ToArray(), x => (double)x);
            double after = Energy(patterns, state, beta);
            Assert.True(after <= before + (Close.IsDouble ? 1e-12 : 1e-4) * Math.Max(1, Math.Abs(before)), $"{before} became {after}");
            before = after;
        }
    });

    [Fact]
    public void A_state_near_a_pattern_finds_it()
    {
        double[][] patterns = [[3, 0, 0], [0, 3, 0], [0, 0, 3]];
        using var bench = new Workbench();
        Variable found = Retrieve(bench, patterns, [0.4, 2.5, -0.3], 8);
        Close.Within(1e-6, patterns[1], found.Span, "found");
    }

    private static void Check(Action<double[][], double[], double> property) => Prop.ForAll((
        from count in Gen.Choose(1, 90)
        from width in Gen.Choose(1, 9)
        from seed in Gen.Choose(0, 1000)
        from beta in Gen.Elements(0.1, 0.5, 1, 2)
        select (Count: count, Width: width, Seed: seed, Beta: beta)).ToArbitrary(), trial =>
    {
        var stream = new RandomStream(StreamKey.FromSeed(trial.Seed));
        double[][] patterns = [.. Enumerable.Range(0, trial.Count).Select(_ => Draw())];
        property(patterns, Draw(), trial.Beta);

        double[] Draw() => [.. Enumerable.Range(0, trial.Width).Select(_ => stream.NextGaussian())];
    }).QuickCheckThrowOnFailure();

    private static Variable Retrieve(Workbench bench, double[][] patterns, double[] state, double beta)
    {
        int width = state.Length;
        Variable stored = bench.Input([.. patterns.SelectMany(pattern => pattern)], new(patterns.Length, width));
        return bench.Tape.Attention(
            bench.Input(state, new(1, width)), stored, stored, new SequenceRows().OfStep(1),
            new SequenceRows().OfBlocks(1, patterns.Length), new AttentionRule(1, (Real)beta));
    }

    private static double Energy(double[][] patterns, double[] state, double beta) =>
        -Math.Log(patterns.Sum(pattern => Math.Exp(beta * Dot(pattern, state)))) / beta + Dot(state, state) / 2;

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
