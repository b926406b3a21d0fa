using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// The arrays of a machine, by the names that they have in <c>weights.safetensors</c>, and what <c>WEIGHTS.md</c> says for all of them, in
/// double precision. Everything here and beside is written from that page: where a test fails, the page is wrong.
/// </summary>
internal sealed class SavedWeights
{
    private readonly Dictionary<string, double[]> _arrays = [];
    private readonly Dictionary<string, Shape> _shapes = [];
    private readonly HashSet<string> _unread;

    public SavedWeights(ParameterSet parameters)
    {
        foreach (PlainTensor tensor in parameters.Tensors)
        {
            var numbers = new Real[tensor.Shape.Count];
            tensor.CopyOut(parameters.Block, numbers);
            Add(tensor.Name, tensor.Shape, numbers);
        }

        foreach (FixedTensor tensor in parameters.Fixed)
            Add(tensor.Name, tensor.Shape, tensor.Span.ToArray());
        _unread = [.. _arrays.Keys];
    }

    /// <summary>Arrays that nobody has asked for.</summary>
    public IEnumerable<string> Unread => _unread.Order(StringComparer.Ordinal);

    /// <summary>The numbers of an array.</summary>
    public double[] this[string name]
    {
        get
        {
            _unread.Remove(name);
            return _arrays[name];
        }
    }

    /// <summary>The length of an axis.</summary>
    public int Size(string name, int axis) => _shapes[name][axis];

    public bool Has(string name) => _arrays.ContainsKey(name);

    /// <summary>How many layers a path has: <c>path/layer0</c> and so on.</summary>
    public int LayersOf(string path)
    {
        int count = 0;
        while (_arrays.Keys.Any(name => name.StartsWith($"{path}layer{count}/", StringComparison.Ordinal)))
            count++;
        return count;
    }

    /// <summary>weight . [inputs] + bias, or without it where there is none.</summary>
    public double[] Linear(string name, params double[][] inputs)
    {
        double[] x = [.. inputs.SelectMany(input => input)], weight = this[name + "/weight"];
        int outputs = Size(name + "/weight", 0);
        Assert.Equal(x.Length, Size(name + "/weight", 1));
        double[] y = Has(name + "/bias") ? [.. this[name + "/bias"]] : new double[outputs];
        for (int o = 0; o < outputs; o++)
            for (int i = 0; i < x.Length; i++)
                y[o] += weight[o * x.Length + i] * x[i];
        return y;
    }

    /// <summary>A layer norm in parts.</summary>
    public double[] Norm(string name, double[] x, int parts = 1)
    {
        double[] gain = this[name + "/gain"], bias = this[name + "/bias"], y = new double[x.Length];
        int width = x.Length / parts;
        for (int part = 0; part < parts; part++)
        {
            double mean = 0, variance = 0;
            for (int i = part * width; i < (part + 1) * width; i++)
                mean += x[i] / width;
            for (int i = part * width; i < (part + 1) * width; i++)
                variance += (x[i] - mean) * (x[i] - mean) / width;
            for (int i = part * width; i < (part + 1) * width; i++)
                y[i] = gain[i] * (x[i] - mean) / Math.Sqrt(variance + 1e-5) + bias[i];
        }

        return y;
    }

    /// <summary>The same where the machine has it; else what came in.</summary>
    public double[] NormIfAny(string name, double[] x, int parts = 1) => Has(name + "/gain") ? Norm(name, x, parts) : x;

    private void Add(string name, Shape shape, Real[] numbers)
    {
        _arrays.Add(name, Array.ConvertAll(numbers, number => (double)number));
        _shapes.Add(name, shape);
    }
}
