using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>What the naive machines compute with: double precision, no engine.</summary>
internal static class ReferenceMath
{
    /// <summary>A parameter's tensor, by its name.</summary>
    public static double[] Tensor(this ParameterSet parameters, string name)
    {
        PlainTensor tensor = parameters.Tensors.Single(tensor => tensor.Name == name);
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(parameters.Block, numbers);
        return Array.ConvertAll(numbers, x => (double)x);
    }

    public static double[] Linear(double[] weight, double[] bias, double[] x) =>
        [.. bias.Select((b, o) => b + Sum(x.Length, i => weight[o * x.Length + i] * x[i]))];

    /// <summary>The next rows of an interface vector.</summary>
    public static double[][] Take(Queue<double> signals, int rows, int width) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => signals.Dequeue()).ToArray())];

    /// <summary>The next numbers of an interface vector, squashed.</summary>
    public static double[] Scalars(Queue<double> signals, int count, Converter<double, double> squash) =>
        Array.ConvertAll([.. Take(signals, count, 1).SelectMany(row => row)], squash);

    public static double[] Softmax(double[] x, double scale)
    {
        double[] powers = Array.ConvertAll(x, v => Math.Exp(scale * (v - x.Max())));
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }

    /// <summary>x over its deviation, without its mean.</summary>
    public static double[] Normal(double[] x)
    {
        double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select(value => (value - mean) / Math.Sqrt(variance + 1e-5))];
    }

    public static double Dot(double[] a, double[] b) => Sum(a.Length, i => a[i] * b[i]);

    public static double Sum(int count, Func<int, double> f) => Enumerable.Range(0, count).Sum(f);

    public static double Product(int count, Func<int, double> f) =>
        Enumerable.Range(0, count).Select(f).Aggregate(1.0, (product, x) => product * x);

    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    public static double OnePlus(double x) => 1 + Softplus(x);

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
