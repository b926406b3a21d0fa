namespace NeuralMemory.Benchmarks;

/// <summary>Loops over numbers with the runtime's scalar functions.</summary>
internal static class NaiveElementwise
{
    public static void Exp(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Real.Exp(x[i]);
    }

    public static void Log(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Real.Log(x[i]);
    }

    public static void Sigmoid(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = 1 / (1 + Real.Exp(-x[i]));
    }

    public static void Tanh(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Real.Tanh(x[i]);
    }

    public static void Softplus(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Real.Max(x[i], 0) + Real.LogP1(Real.Exp(-Real.Abs(x[i])));
    }

    public static void Add(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] += x[i];
    }

    public static void AddScaled(Real scale, ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] += scale * x[i];
    }

    public static Real Dot(ReadOnlySpan<Real> x, ReadOnlySpan<Real> y)
    {
        Real sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    public static Real Sum(ReadOnlySpan<Real> x)
    {
        Real sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    public static Real Max(ReadOnlySpan<Real> x)
    {
        Real largest = Real.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
            largest = Real.Max(largest, x[i]);
        return largest;
    }

    public static void Copy(ReadOnlySpan<Real> x, Span<Real> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i];
    }

    public static void Fill(Span<Real> y, Real value)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = value;
    }
}
