namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class SoftmaxTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7.5)]
    public void Softmax_is_right_at_every_length(double scale)
    {
        for (int length = 1; length <= 130; length++)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), w = new(length);
            Softmax.Forward(x.Pointer, (Real)scale, w.Pointer, length);
            double[] powers = Array.ConvertAll(x.ToDouble(), v => Math.Exp(scale * v));
            Near.Equal(powers.Select(power => power / powers.Sum()), w);
        }
    }

    [Fact]
    public void Rows_together_have_the_same_bits_as_each_for_itself()
    {
        for (int length = 1; length <= 20; length++)
            for (int rows = 1; rows <= 9; rows++)
            {
                using GuardedBuffer x = GuardedBuffer.Random(rows * length, "x"), each = new(rows * length);
                for (int row = 0; row < rows; row++)
                    Softmax.Forward(x.Pointer + row * length, 1, each.Pointer + row * length, length);
                Softmax.ForwardRows(x.Pointer, x.Pointer, length, rows);
                Assert.Equal(each.Span.ToArray(), x.Span.ToArray());
            }
    }

    [Fact]
    public void Its_gradient_is_right_at_every_length()
    {
        for (int length = 1; length <= 130; length++)
        {
            using GuardedBuffer x = GuardedBuffer.Random(length, "x"), w = new(length), g = GuardedBuffer.Random(length, "g"),
                d = new(length);
            Softmax.Forward(x.Pointer, 1, w.Pointer, length);
            Softmax.Backward(w.Pointer, g.Pointer, d.Pointer, length);
            double mean = w.ToDouble().Zip(g.ToDouble(), (a, b) => a * b).Sum();
            Near.Equal(w.ToDouble().Zip(g.ToDouble(), (a, b) => a * (b - mean)), d);
        }
    }

    [Theory]
    [InlineData(1e4, 1)]
    [InlineData(1, 3e38)]
    [InlineData(1, -3e38)]
    [InlineData(1e4, 1e30)]
    public void No_scale_and_no_score_overflows(double scale, double score)
    {
        for (int length = 1; length <= 40; length++)
        {
            using GuardedBuffer x = new(length), w = new(length);
            x.Span[length / 2] = (Real)score;
            Softmax.Forward(x.Pointer, (Real)scale, w.Pointer, length);
            Assert.All(w.Span.ToArray(), weight => Assert.InRange(weight, 0, 1));
            Assert.Equal(1, w.ToDouble().Sum(), 1e-5);
        }
    }
}
