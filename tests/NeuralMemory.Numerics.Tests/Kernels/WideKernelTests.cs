namespace NeuralMemory.Numerics.Tests;

/// <summary>The paths for vectors of 512 bits give the bits of the others; they run, if slowly, without such vectors.</summary>
public sealed unsafe class WideKernelTests
{
    public static TheoryData<int, int, bool> Products
    {
        get
        {
            TheoryData<int, int, bool> cases = [];
            foreach (int steps in (int[])[1, 2, 3, 4, 5, 41, 130])
                foreach (bool accumulate in (bool[])[false, true])
                    for (int rows = 1; rows <= 40; rows += steps > 5 ? 3 : 1)
                        cases.Add(rows, steps, accumulate);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Products_have_the_same_bits(int rows, int steps, bool accumulate)
    {
        if (!WideVectors.Fits)
            return;
        int panel = PanelLayout.PanelWidth;
        using NativeBuffer a = Draw(rows * steps, 1), b = Draw(steps * panel, 2);
        using NativeBuffer one = Draw(rows * (panel + 3), 3), other = Draw(rows * (panel + 3), 3);
        // Rows of A side by side, and one below the other.
        foreach ((int aRow, int aStep) in ((int, int)[])[(steps, 1), (1, rows)])
        {
            RowTiles.Multiply(a.Pointer, aRow, aStep, rows, b.Pointer, panel, steps, one.Pointer, panel + 3, accumulate);
            RowTiles512.Multiply(a.Pointer, aRow, aStep, rows, b.Pointer, panel, steps, other.Pointer, panel + 3, accumulate);
            Assert.Equal(one.Span.ToArray(), other.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(53)]
    [InlineData(200)]
    public void Loops_have_the_same_bits(int count)
    {
        using NativeBuffer a = Draw(count, 4), b = Draw(count, 5);
        Real* x = a.Pointer, y = b.Pointer;
        Check(count, (z, n) => Elementwise512.Add(x, z, n), z => Elementwise.Add(x, z, count));
        Check(count, (z, n) => Elementwise512.Plus(x, y, z, n), z => Elementwise.Plus(x, y, z, count));
        Check(count, (z, n) => Elementwise512.Times(x, y, z, n), z => Elementwise.Times(x, y, z, count));
        Check(count, (z, n) => Elementwise512.Scale((Real)0.3, x, z, n), z => Elementwise.Scale((Real)0.3, x, z, count));
        Check(count, (z, n) => Elementwise512.AddTimes(x, y, z, n), z => Elementwise.AddTimes(x, y, z, count));
        Check(count, (z, n) => Elementwise512.AddScaled((Real)0.3, x, z, n), z => Elementwise.AddScaled((Real)0.3, x, z, count));
    }

    private delegate int Wide(Real* destination, int count);

    private delegate void Whole(Real* destination);

    private static void Check(int count, Wide wide, Whole whole)
    {
        using NativeBuffer one = Draw(count, 6), other = Draw(count, 6);
        int done = wide(one.Pointer, count);
        whole(other.Pointer);
        Assert.Equal(count / (64 / sizeof(Real)) * (64 / sizeof(Real)), done);
        Assert.Equal(other.Span[..done].ToArray(), one.Span[..done].ToArray());
        Assert.Equal(Draw(count, 6).Span[done..].ToArray(), one.Span[done..].ToArray());
    }

    private static NativeBuffer Draw(int count, int number)
    {
        var stream = new RandomStream(StreamKey.FromSeed(number));
        NativeBuffer buffer = new(count);
        foreach (ref Real each in buffer.Span)
            each = (Real)stream.NextGaussian();
        return buffer;
    }
}
