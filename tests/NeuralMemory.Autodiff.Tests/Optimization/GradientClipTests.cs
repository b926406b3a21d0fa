using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Autodiff.Tests;

public sealed class GradientClipTests
{
    [Fact]
    public void The_norm_is_euclidean_at_every_length()
    {
        for (int length = 0; length <= 1100; length++)
        {
            Real[] gradient = [.. Enumerable.Range(0, length).Select(i => (Real)Math.Sin(i + 1))];
            double expected = Math.Sqrt(gradient.Sum(g => (double)g * g));
            Assert.Equal(expected, new NoClip().Apply(gradient).Norm, 1e-6 * Math.Max(expected, 1));
        }
    }

    [Fact]
    public void A_long_gradient_gets_the_longest_norm_and_a_short_one_stays()
    {
        Prop.ForAll<NormalFloat[], PositiveInt>((numbers, bound) =>
        {
            Real[] gradient = [.. numbers.Select(x => (Real)Math.IEEERemainder(x.Get, 1e6))];
            ClippedGradient clipped = new NormClip { MaxNorm = bound.Get }.Apply(gradient);
            return clipped.IsFinite && clipped.Scale <= 1 && clipped.Norm * clipped.Scale <= bound.Get * 1.000001
                && (clipped.Norm <= bound.Get) == (clipped.Scale == 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Clipping_by_norm_leaves_the_gradient_to_the_update()
    {
        Real[] gradient = [3, 4];
        ClippedGradient clipped = new NormClip { MaxNorm = 1 }.Apply(gradient);
        Assert.Equal(new ClippedGradient(5, 0.2), clipped);
        Assert.Equal([3, 4], gradient);
    }

    [Fact]
    public void Clipping_by_value_bounds_each_entry()
    {
        Real[] gradient = [-30, 4, 30, 10, -10];
        ClippedGradient clipped = new ValueClip { MaxValue = 10 }.Apply(gradient);
        Assert.Equal([-10, 4, 10, 10, -10], gradient);
        Assert.Equal(1, clipped.Scale);
        Assert.Equal(Math.Sqrt(30 * 30 * 2 + 16 + 200), clipped.Norm, 1e-4);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_is_reported_and_left_alone(double poison)
    {
        foreach (GradientClip clip in (GradientClip[])[new NoClip(), new NormClip(), new ValueClip()])
            for (int at = 0; at < 70; at++)
            {
                var gradient = new Real[70];
                Array.Fill(gradient, 20);
                gradient[at] = (Real)poison;
                Real[] before = [.. gradient];
                ClippedGradient clipped = clip.Apply(gradient);
                Assert.False(clipped.IsFinite);
                Assert.Equal(1, clipped.Scale);
                Assert.Equal(before, gradient);
            }
    }

    [Fact]
    public void A_finite_gradient_whose_squares_overflow_has_a_finite_norm()
    {
        double huge = (double)Real.MaxValue / 4;
        // Enough for whole vectors, whose squares are summed in the engine's own precision.
        Real[] gradient = new Real[64];
        (gradient[3], gradient[40]) = ((Real)huge, (Real)huge);
        ClippedGradient clipped = new NormClip { MaxNorm = 1 }.Apply(gradient);
        Assert.Equal(1, clipped.Norm / (huge * Math.Sqrt(2)), 1e-6);
        Assert.True(clipped.Scale > 0);
    }

    [Fact]
    public void Bounds_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormClip { MaxNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ValueClip { MaxValue = -1 });
    }
}
