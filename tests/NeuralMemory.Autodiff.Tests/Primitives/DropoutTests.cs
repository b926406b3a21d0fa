using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

public sealed class DropoutTests
{
    private const int Count = 100_000;

    private static readonly Shape Shape = new(100, 1000);

    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, Count)];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Numbers_are_dropped_at_the_rate_and_keep_their_expectation(double rate)
    {
        using var bench = new Workbench();
        Variable y = Drop(bench, rate, noise: StreamKey.FromSeed(1)).Y;
        int dropped = y.Span.Count((Real)0);
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);
        Assert.InRange((double)dropped / Count, rate - 4 * deviation, rate + 4 * deviation);
        Assert.Equal(Count - dropped, y.Span.Count((Real)(1 / (1 - rate))));
        Assert.InRange(y.Span.ToArray().Average(x => (double)x), 1 - 4 * deviation / (1 - rate), 1 + 4 * deviation / (1 - rate));
    }

    [Fact]
    public void Gradients_are_dropped_and_scaled_like_numbers()
    {
        using var bench = new Workbench();
        (Variable x, Variable y) = Drop(bench, 0.3, StreamKey.FromSeed(2));
        bench.Tape.Seed(y, [.. Enumerable.Repeat((Real)2, Count)]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal(Array.ConvertAll(y.Span.ToArray(), value => 2 * value), x.GradientSpan.ToArray());
    }

    [Fact]
    public void Without_a_stream_or_at_rate_zero_nothing_happens()
    {
        using var bench = new Workbench();
        (Variable x, Variable y) = Drop(bench, 0.3, noise: null);
        Assert.Same(x, y);
        (x, y) = Drop(bench, 0, StreamKey.FromSeed(1));
        Assert.Same(x, y);
    }

    [Fact]
    public void A_pass_without_a_stream_follows_one_with_a_stream()
    {
        using var bench = new Workbench();
        Drop(bench, 0.3, StreamKey.FromSeed(1));
        (Variable x, Variable y) = Drop(bench, 0.3, noise: null);
        Assert.Same(x, y);
    }

    [Fact]
    public void The_key_alone_decides_what_a_pass_drops_and_each_use_in_it_draws_anew()
    {
        using var bench = new Workbench();
        Real[] first = Drop(bench, 0.5, StreamKey.FromSeed(1)).Y.Span.ToArray();
        Real[] next = bench.Tape.Dropout(bench.Input(Ones, Shape), 0.5).Span.ToArray();
        Assert.NotEqual(first, next);
        Assert.NotEqual(first, Drop(bench, 0.5, StreamKey.FromSeed(2)).Y.Span.ToArray());
        Assert.Equal(first, Drop(bench, 0.5, StreamKey.FromSeed(1)).Y.Span.ToArray());
        using Tape tape = EngineUnderTest.NewTape(bench.Parameters, recording: false);
        tape.Reset(1, StreamKey.FromSeed(1));
        Assert.Equal(first, tape.Dropout(bench.Input(Ones, Shape), 0.5).Span.ToArray());
    }

    [Fact]
    public void Rates_that_leave_nothing_are_refused()
    {
        using var bench = new Workbench();
        foreach (double rate in (double[])[-0.1, 1, double.NaN])
            Assert.Throws<ArgumentException>(() => bench.Tape.Dropout(bench.Input([1], new Shape(1, 1)), rate));
    }

    private static (Variable X, Variable Y) Drop(Workbench bench, double rate, StreamKey? noise)
    {
        bench.Tape.Reset(1, noise);
        Variable x = bench.Input(Ones, Shape);
        return (x, bench.Tape.Dropout(x, rate));
    }
}
