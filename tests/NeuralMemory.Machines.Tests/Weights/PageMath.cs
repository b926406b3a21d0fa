namespace NeuralMemory.Machines.Tests;

/// <summary>The functions that <c>WEIGHTS.md</c> names, in double precision.</summary>
internal static class PageMath
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Min(Math.Log(1 + Math.Exp(x)), 1e4);

    public static double OnePlus(double x) => 1 + Softplus(x);

    /// <summary>x (1 + erf(x / sqrt 2)) / 2, with the series of erf.</summary>
    public static double Gelu(double x)
    {
        double z = x / Math.Sqrt(2), term = z, sum = z;
        for (int n = 1; n < 200; n++)
        {
            term *= -z * z / n;
            sum += term / (2 * n + 1);
        }

        return x * (1 + 2 / Math.Sqrt(Math.PI) * sum) / 2;
    }

    public static double Relu(double x) => Math.Max(x, 0);

    public static double[] Tanh(double[] x) => Array.ConvertAll(x, Math.Tanh);

    public static double[] Softmax(double[] x)
    {
        double largest = x.Max();
        double[] powers = Array.ConvertAll(x, value => Math.Exp(value - largest));
        double total = powers.Sum();
        return Array.ConvertAll(powers, power => power / total);
    }

    public static double Dot(double[] a, double[] b)
    {
        Assert.Equal(a.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt((Dot(a, a) + 1e-6) * (Dot(b, b) + 1e-6));

    public static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>The part of a row, from a place on.</summary>
    public static double[] Part(double[] x, int from, int count) => x.AsSpan(from, count).ToArray();

    /// <summary>The weighted sum of some vectors.</summary>
    public static double[] Mix(double[] weights, double[][] vectors)
    {
        var sum = new double[vectors[0].Length];
        for (int j = 0; j < weights.Length; j++)
            for (int i = 0; i < sum.Length; i++)
                sum[i] += weights[j] * vectors[j][i];
        return sum;
    }
}
