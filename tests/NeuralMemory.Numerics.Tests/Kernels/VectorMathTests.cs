namespace NeuralMemory.Numerics.Tests;

/// <summary>The elementary functions against the runtime's in double precision, over their whole range.</summary>
public sealed unsafe class VectorMathTests
{
    /// <summary>About two units in the last place of single precision.</summary>
    private const double Precision = 2.4e-7;

    private const double SmallestNormal = 1.17549435e-38;

    [Fact]
    public void Exp_is_accurate_from_end_to_end() => AssertClose<ExpOperator>(Math.Exp, Between(-87.3, 88.72), Precision);

    [Fact]
    public void Exp_knows_its_ends()
    {
        Assert.Equal([0, 0, 0, float.PositiveInfinity, float.PositiveInfinity, 1, 1],
            Apply<ExpOperator>([float.NegativeInfinity, -1e30f, -88, float.PositiveInfinity, 89, 0, -0f]));
        Assert.True(float.IsNaN(Apply<ExpOperator>([float.NaN])[0]));
    }

    [Fact]
    public void Exp_of_negative_numbers_is_accurate_and_ends_in_zero()
    {
        AssertClose<ExpOfNegativeOperator>(Math.Exp, Between(-87.3, 0), Precision);
        Assert.Equal([0, 0, 0, 1], Apply<ExpOfNegativeOperator>([float.NegativeInfinity, -1e30f, -88, 0]));
        Assert.True(float.IsNaN(Apply<ExpOfNegativeOperator>([float.NaN])[0]));
    }

    [Fact]
    public void Log_is_accurate_for_every_magnitude()
    {
        // Every binade, subnormal ones included, and the neighbourhood of 1, where the logarithm vanishes.
        float[] magnitudes = [.. Enumerable.Range(-148, 276).SelectMany(e => Between(1, 2, 37).Select(m => (float)(m * Math.Pow(2, e))))];
        AssertClose<LogOperator>(Math.Log, [.. magnitudes.Where(float.IsFinite)], Precision);
        AssertClose<LogOperator>(Math.Log, Between(0.7, 1.5), Precision);
    }

    [Fact]
    public void Log_knows_its_ends()
    {
        float[] logs = Apply<LogOperator>([0, -0f, float.PositiveInfinity, 1, -1, float.NegativeInfinity, float.NaN]);
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, 0], logs[..4]);
        Assert.All(logs[4..], x => Assert.True(float.IsNaN(x)));
    }

    [Fact]
    public void Tanh_is_accurate_from_end_to_end()
    {
        AssertClose<TanhOperator>(Math.Tanh, Between(-100, 100), Precision);
        AssertClose<TanhOperator>(Math.Tanh, Between(-0.7, 0.7), Precision);
        AssertClose<TanhOperator>(Math.Tanh, [1e-20f, -1e-20f, 1e-38f, 0], Precision);
    }

    [Fact]
    public void Tanh_knows_its_ends()
    {
        Assert.Equal([1, -1, 1, -1], Apply<TanhOperator>([float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue]));
        Assert.True(float.IsNaN(Apply<TanhOperator>([float.NaN])[0]));
    }

    [Fact]
    public void Sigmoid_is_accurate_from_end_to_end() =>
        AssertClose<SigmoidOperator>(x => 1 / (1 + Math.Exp(-x)), Between(-87, 100), Precision);

    [Fact]
    public void Sigmoid_knows_its_ends()
    {
        float[] y = Apply<SigmoidOperator>([float.PositiveInfinity, 100, float.NegativeInfinity, -100, float.NaN]);
        Assert.Equal([1, 1], y[..2]);
        Assert.All(y[2..4], x => Assert.InRange(x, 0, SmallestNormal));
        Assert.True(float.IsNaN(y[4]));
    }

    [Fact]
    public void Softplus_is_accurate_from_end_to_end()
    {
        // log1p, by its series where e^x vanishes beside 1.
        AssertClose<SoftplusOperator>(
            x => x < -20 ? Math.Exp(x) - Math.Exp(2 * x) / 2 : Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Between(-87, 200),
                2 * Precision);
    }

    [Fact]
    public void Softplus_knows_its_ends()
    {
        float[] y = Apply<SoftplusOperator>([float.PositiveInfinity, float.MaxValue, float.NegativeInfinity, -1000, float.NaN]);
        Assert.Equal([float.PositiveInfinity, float.MaxValue], y[..2]);
        Assert.All(y[2..4], x => Assert.InRange(x, 0, 2 * SmallestNormal));
        Assert.True(float.IsNaN(y[4]));
    }

    [Fact]
    public void Erf_is_accurate_from_end_to_end()
    {
        AssertClose<ErfOperator>(ErfBySeries, Between(-3.5, 3.5), Precision);
        AssertClose<ErfOperator>(x => x, [0, 1e-30f, -1e-30f], 0.13);
        Assert.Equal([1, -1, 1, -1, 1], Apply<ErfOperator>([4, -4, 1e4f, float.NegativeInfinity, float.MaxValue]));
        Assert.True(float.IsNaN(Apply<ErfOperator>([float.NaN])[0]));

        // 2 / sqrt pi times the sum of (-1)^n x^(2n + 1) / (n! (2n + 1)).
        static double ErfBySeries(double x)
        {
            double term = x, sum = x;
            for (int n = 1; n < 200; n++)
            {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }
    }

    [Fact]
    public void A_value_does_not_depend_on_its_place()
    {
        float[] x = Between(-20, 20, 67);
        float[] whole = Apply<TanhOperator>(x);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(whole[i], Apply<TanhOperator>([x[i]])[0]);
    }

    private static float[] Between(double low, double high, int count = 40_001) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(low + (high - low) * i / (count - 1)))];

    private static void AssertClose<TOperator>(Func<double, double> exact, float[] x, double precision)
        where TOperator : struct, IUnaryOperator
    {
        float[] y = Apply<TOperator>(x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = exact(x[i]), error = Math.Abs(y[i] - expected);
            Assert.True(error <= precision * Math.Abs(expected),
                $"f({x[i]:g9}) is {y[i]:g9}, expected {expected:g9}: {error / Math.Abs(expected):g3} off");
        }
    }

    private static float[] Apply<TOperator>(float[] x)
        where TOperator : struct, IUnaryOperator
    {
        using var buffer = new GuardedBuffer(x);
        Elementwise.Map<TOperator>(buffer.Pointer, buffer.Pointer, x.Length);
        return buffer.Span.ToArray();
    }
}
