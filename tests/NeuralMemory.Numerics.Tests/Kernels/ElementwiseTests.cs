namespace NeuralMemory.Numerics.Tests;

/// <summary>The loops against naive ones, at every length about the widths of vectors.</summary>
public sealed unsafe class ElementwiseTests
{
    public static IEnumerable<int> Lengths => Enumerable.Range(0, 131);

    [Fact]
    public void Mapping()
    {
        foreach (int length in Lengths)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), y = new(length);
            Elementwise.Map<TanhOperator>(x.Pointer, y.Pointer, length);
            Near.Equal(x.ToDouble().Select(Math.Tanh), y);
            Elementwise.Map<TanhOperator>(x.Pointer, x.Pointer, length);
            Assert.Equal(y.Span.ToArray(), x.Span.ToArray());
        }
    }

    [Fact]
    public void Adding()
    {
        foreach (int length in Lengths)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), y = GuardedBuffer.Random(length, "y");
            double[] sum = [.. x.ToDouble().Zip(y.ToDouble(), (a, b) => a + b)],
                scaled = [.. x.ToDouble().Zip(sum, (a, b) => b - 1.75 * a)];
            Elementwise.Add(x.Pointer, y.Pointer, length);
            Near.Equal(sum, y);
            Elementwise.AddScaled(-1.75f, x.Pointer, y.Pointer, length);
            Near.Equal(scaled, y);
        }
    }

    [Fact]
    public void Copying_filling_and_clearing()
    {
        foreach (int length in Lengths)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), y = new(length);
            Elementwise.Copy(x.Pointer, y.Pointer, length);
            Assert.Equal(x.Span.ToArray(), y.Span.ToArray());
            Elementwise.Fill(y.Pointer, length, 3);
            Assert.Equal(Enumerable.Repeat((Real)3, length), y.Span.ToArray());
            Elementwise.Clear(y.Pointer, length);
            Assert.Equal(new Real[length], y.Span.ToArray());
        }
    }

    [Fact]
    public void Copying_rows_that_lie_apart()
    {
        for (int width = 1; width <= 20; width++)
        {
            const int rows = 3, gap = 2;
            using GuardedBuffer x = GuardedBuffer.Random(rows * width, "x"), apart = new(rows * (width + gap)), y = new(rows * width);
            Elementwise.CopyRows(x.Pointer, width, apart.Pointer, width + gap, width, rows);
            Assert.Equal(
                x.Span.ToArray().Chunk(width).SelectMany(row => row.Concat(new Real[gap])), apart.Span.ToArray());
            Elementwise.CopyRows(apart.Pointer, width + gap, y.Pointer, width, width, rows);
            Assert.Equal(x.Span.ToArray(), y.Span.ToArray());
        }
    }

    [Fact]
    public void Dot_products_sums_and_maxima()
    {
        foreach (int length in Lengths)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), y = GuardedBuffer.Random(length, "y");
            double[] a = x.ToDouble(), b = y.ToDouble();
            double tolerance = 1e-6 * Math.Max(1, length);
            Assert.Equal(a.Zip(b, (p, q) => p * q).Sum(), Elementwise.Dot(x.Pointer, y.Pointer, length), tolerance);
            Assert.Equal(a.Sum(), Elementwise.Sum(x.Pointer, length), tolerance);
            Assert.Equal(length == 0 ? double.NegativeInfinity : a.Max(), Elementwise.Max(x.Pointer, length));
        }
    }

    [Fact]
    public void The_maximum_is_found_wherever_it_is()
    {
        for (int length = 1; length <= 70; length++)
            for (int at = 0; at < length; at++)
            {
                using GuardedBuffer x = new(length);
                x.Span.Fill(-7);
                x.Span[at] = -5;
                Assert.Equal(-5, Elementwise.Max(x.Pointer, length));
            }
    }
}
