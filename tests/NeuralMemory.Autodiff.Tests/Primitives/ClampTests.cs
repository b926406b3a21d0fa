using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

public sealed class ClampTests
{
    /// <summary>Long enough for whole vectors and a rest, whichever the width.</summary>
    private static readonly double[] Numbers = Five([0, -3, 2, -2, 2.5, 1.5, 1e30, -1e30, -0.25]);

    private static readonly Real[] Clamped = Five<Real>([0, -2, 2, -2, 2, 1.5f, 2, -2, -0.25f]);

    private static readonly Real[] Passing = Five<Real>([1, 0, 1, 1, 0, 1, 0, 0, 1]);

    [Fact]
    public void Numbers_end_at_the_limit_and_have_no_gradient_beyond_it()
    {
        using var bench = new Workbench();
        Variable x = bench.Input(Numbers, new Shape(3, 15)), y = bench.Tape.Clamp(x, 2);
        Assert.Equal(Clamped, y.Span.ToArray());
        bench.Tape.Seed(y, [.. Enumerable.Repeat((Real)1, 45)]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal(Passing, x.GradientSpan.ToArray());
    }

    [Fact]
    public void Into_rows_of_another_tensor_it_writes_those_rows_alone()
    {
        using var bench = new Workbench();
        Variable x = bench.Input(Numbers, new Shape(3, 15)), y = bench.Tape.NewKept(new Shape(5, 15));
        Variable first = bench.Input(new double[15], new Shape(1, 15)), last = bench.Input(new double[15], new Shape(1, 15));
        bench.Tape.ClampInto(first, 1, y, 0);
        bench.Tape.ClampInto(last, 1, y, 4);
        bench.Tape.ClampInto(x, 2, y, 1);
        Assert.Equal([.. new Real[15], .. Clamped, .. new Real[15]], y.Span.ToArray());
        bench.Tape.Seed(y, [.. Enumerable.Repeat((Real)3, 15), .. Enumerable.Repeat((Real)1, 45), .. Enumerable.Repeat((Real)4, 15)]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal(Passing, x.GradientSpan.ToArray());
        Assert.All(first.GradientSpan.ToArray(), gradient => Assert.Equal(3, gradient));
        Assert.All(last.GradientSpan.ToArray(), gradient => Assert.Equal(4, gradient));
    }

    [Fact]
    public void A_limit_that_is_no_size_and_rows_that_are_not_there_are_refused()
    {
        using var bench = new Workbench();
        Variable x = bench.Input(new double[6], new Shape(2, 3)), y = bench.Tape.NewKept(new Shape(3, 3));
        foreach (Real limit in (Real[])[0, -1, Real.NaN])
            Assert.Throws<ArgumentException>(() => bench.Tape.Clamp(x, limit));
        Assert.Throws<ArgumentException>(() => bench.Tape.ClampInto(x, 1, y, 2));
    }

    private static T[] Five<T>(T[] numbers) => [.. Enumerable.Repeat(numbers, 5).SelectMany(x => x)];
}
