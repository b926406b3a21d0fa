using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Several threads, of which each has ranges of the parameters, make the bits of one.</summary>
public sealed class DividedUpdateTests
{
    private const int Length = 5 * NumberRanges.Quantum + 48;

    public static TheoryData<OptimizerConfig, int> Cases
    {
        get
        {
            TheoryData<OptimizerConfig, int> cases = [];
            foreach (OptimizerConfig config in (OptimizerConfig[])
            [
                new SgdConfig { Momentum = 0 }, new SgdConfig { WeightDecay = 0.1 }, new RmsPropConfig(),
                new RmsPropConfig { Centered = true, Momentum = 0.9 }, new GravesRmsPropConfig(), new AdamConfig(), new AdamWConfig(),
            ])
                foreach (int threads in (int[])[2, 3, 16])
                    cases.Add(config, threads);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_update_by_ranges_makes_the_same_bits(OptimizerConfig config, int threads)
    {
        using var pool = new ShardPool(threads);
        var ranges = new NumberRanges(Length, pool);
        using IOptimizer whole = config.Build(Length), divided = config.Build(Length);
        Real[] one = Draw(-1), other = Draw(-1);
        // Long enough that state is settled once.
        for (int step = 0; step < 66; step++)
        {
            Real[] gradient = Draw(step);
            whole.Update(one, gradient, 1e-2, 0.5);
            divided.Update(other, gradient, 1e-2, 0.5, null, ranges);
        }

        Assert.Equal(one, other);
        foreach ((OptimizerState left, OptimizerState right) in whole.State.Zip(divided.State))
            Assert.Equal(left.Block.ToArray(), right.Block.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_tables_that_were_not_read_stay_as_they_are(bool isSparse)
    {
        using ParameterSet parameters = new();
        var scope = new ParameterScope(parameters, StreamKey.FromSeed(5));
        scope.Table("table", new Shape(400, 48), (stream, _) => (Real)stream.NextGaussian());
        parameters.Complete();
        using var pool = new ShardPool(3);
        var ranges = new NumberRanges(parameters.Length, pool);
        var config = new AdamConfig { Sparse = isSparse };
        using IOptimizer whole = config.Build(parameters), divided = config.Build(parameters);
        Real[] one = parameters.Block.ToArray(), other = parameters.Block.ToArray();
        for (int step = 0; step < 66; step++)
        {
            Real[] gradient = new Real[parameters.Length], drawn = Draw(step);
            TouchedNumbers touched = new(parameters.Length);
            foreach (int row in (int[])[step % 7, 90 + step % 3, 399])
            {
                drawn.AsSpan(0, 48).CopyTo(gradient.AsSpan(row * 48));
                touched.Add(row * 48, 48);
            }

            whole.Update(one, gradient, 1e-2, 0.5, touched);
            divided.Update(other, gradient, 1e-2, 0.5, touched, ranges);
        }

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void A_norm_by_ranges_has_the_same_bits(int threads)
    {
        using var pool = new ShardPool(threads);
        var ranges = new NumberRanges(Length, pool);
        TouchedNumbers some = new(Length);
        some.Add(700, 3);
        some.Add(NumberRanges.Quantum - 1, 2000);
        foreach (TouchedNumbers? touched in (TouchedNumbers?[])[null, some])
        {
            Real[] gradient = Draw(3);
            for (int i = 0; touched is not null && i < Length; i++)
                gradient[i] = touched.Has(i, 1) ? gradient[i] : 0;
            var squares = new double[GradientClip.SquaresOf(Length)];
            ranges.Run(range => GradientClip.Square(gradient, ranges[range].First, ranges[range].End, touched, squares));
            foreach (GradientClip clip in (GradientClip[])[new NoClip(), new NormClip { MaxNorm = 0.1 }, new ValueClip { MaxValue = 100 }])
                Assert.Equal(clip.Apply([.. gradient]), clip.Apply([.. gradient], touched, squares));
        }
    }

    [Fact]
    public void A_norm_whose_squares_overflow_is_found_all_the_same()
    {
        Real[] gradient = Draw(4);
        gradient[NumberRanges.Quantum + 7] = Real.MaxValue / 8;
        var squares = new double[GradientClip.SquaresOf(Length)];
        GradientClip.Square(gradient, 0, Length, null, squares);
        Assert.Equal(new NoClip().Apply(gradient).Norm, new NoClip().Apply(gradient, null, squares).Norm);
    }

    private static Real[] Draw(int number)
    {
        var stream = new RandomStream(StreamKey.FromSeed(number + 10));
        return [.. Enumerable.Range(0, Length).Select(_ => (Real)stream.NextGaussian())];
    }
}
