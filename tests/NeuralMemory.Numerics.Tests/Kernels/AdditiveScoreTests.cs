namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class AdditiveScoreTests
{
    [Fact]
    public void The_score_and_its_gradient_are_right_at_every_length()
    {
        for (int length = 1; length <= 130; length++)
        {
            using GuardedBuffer q = GuardedBuffer.Random(length, "q"), k = GuardedBuffer.Random(length, "k"),
                v = GuardedBuffer.Random(length, "v"), dq = GuardedBuffer.Random(length, "dq"), dk = GuardedBuffer.Random(length, "dk"),
                dv = GuardedBuffer.Random(length, "dv");
            double[] tanh = [.. q.ToDouble().Zip(k.ToDouble(), (a, b) => Math.Tanh(a + b))];
            double expected = tanh.Zip(v.ToDouble(), (t, x) => t * x).Sum(), magnitude = v.ToDouble().Sum(Math.Abs);
            Assert.Equal(expected, AdditiveScore.Of(q.Pointer, k.Pointer, v.Pointer, length), 1e-6 * magnitude);

            const double g = 0.75;
            double[] slope = [.. tanh.Zip(v.ToDouble(), (t, x) => g * x * (1 - t * t))];
            double[] queries = Sum(dq, slope), keys = Sum(dk, slope), direction = Sum(dv, [.. tanh.Select(t => g * t)]);
            AdditiveScore.AddGradient(q.Pointer, k.Pointer, v.Pointer, length, (Real)g, dq.Pointer, dk.Pointer, dv.Pointer);
            Near.Equal(queries, dq);
            Near.Equal(keys, dk);
            Near.Equal(direction, dv);
        }
    }

    [Fact]
    public void A_query_that_is_its_own_key_gets_both_gradients()
    {
        using GuardedBuffer x = GuardedBuffer.Random(11, "x"), v = GuardedBuffer.Random(11, "v"), dx = new(11), dv = new(11);
        AdditiveScore.AddGradient(x.Pointer, x.Pointer, v.Pointer, 11, 1, dx.Pointer, dx.Pointer, dv.Pointer);
        Near.Equal(x.ToDouble().Zip(v.ToDouble(), (a, b) => 2 * b * (1 - Math.Pow(Math.Tanh(2 * a), 2))), dx);
    }

    private static double[] Sum(GuardedBuffer a, double[] b) => [.. a.ToDouble().Zip(b, (x, y) => x + y)];
}
