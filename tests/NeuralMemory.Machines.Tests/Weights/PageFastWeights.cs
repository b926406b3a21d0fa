using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The mixer of fast weights, as the page has it.</summary>
internal sealed class PageFastWeights(SavedWeights saved, string name, FastWeightsConfig config)
{
    /// <summary>What it adds to each row.</summary>
    public double[][] Mix(double[][] rows)
    {
        int width = config.Width / config.Heads;
        double[][] queries = Channel("query", rows), keys = Channel("key", rows), values = Channel("value", rows);
        var memories = new double[config.Heads][,];
        for (int head = 0; head < config.Heads; head++)
            memories[head] = new double[width, width];
        return [.. rows.Select((row, t) =>
        {
            double[] b = saved.Linear(name + "/strength", row);
            double[]? a = config.Rule == FastWeightsRule.GatedDelta ? saved.Linear(name + "/decay", row) : null;
            double[] read = [.. Enumerable.Range(0, config.Heads).SelectMany(head => Step(
                memories[head], OfHead(queries[t], head), OfHead(keys[t], head), OfHead(values[t], head),
                config.Strength * Sigmoid(b[head]), a is null ? 1 : Sigmoid(a[head])))];
            double[] normal = saved.Norm(name + "/norm", read, config.Heads);
            if (config.OutputGate)
                normal = [.. normal.Zip(saved.Linear(name + "/gate", row), (number, gate) => number * Silu(gate))];
            return saved.Linear(name + "/output", normal);
        })];

        double[] OfHead(double[] x, int head) => Part(x, head * width, width);
    }

    public static double Silu(double x) => x * Sigmoid(x);

    private double[] Step(double[,] memory, double[] query, double[] key, double[] value, double strength, double decay)
    {
        (double[] q, double[] k) = (Unit(query), Unit(key));
        for (int i = 0; i < k.Length; i++)
            for (int j = 0; j < value.Length; j++)
                memory[i, j] *= decay;
        double[] found = Times(k, memory);
        for (int i = 0; i < k.Length; i++)
            for (int j = 0; j < value.Length; j++)
                memory[i, j] += k[i] * strength * (config.Rule == FastWeightsRule.Additive ? value[j] : value[j] - found[j]);
        return Times(q, memory);
    }

    private double[][] Channel(string channel, double[][] rows)
    {
        double[][] x = [.. rows.Select(row => saved.Linear($"{name}/{channel}", row))];
        if (config.Convolution > 0)
        {
            double[] kernel = saved[$"{name}/{channel}_convolution/kernel"];
            x = [.. x.Select((_, t) => Enumerable.Range(0, config.Width).Select(number => Enumerable.Range(0, config.Convolution)
                .Where(j => t - config.Convolution + 1 + j >= 0)
                .Sum(j => kernel[j * config.Width + number] * x[t - config.Convolution + 1 + j][number])).ToArray())];
        }

        return config.Silu ? [.. x.Select(row => Array.ConvertAll(row, Silu))] : x;
    }

    private static double[] Unit(double[] x) => Array.ConvertAll(x, number => number / Math.Sqrt(Dot(x, x) + 1e-6));

    private static double[] Times(double[] x, double[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => Enumerable.Range(0, x.Length).Sum(i => x[i] * matrix[i, j]))];
}
