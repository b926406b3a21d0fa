using NeuralMemory.Autodiff;
using static NeuralMemory.Machines.Tests.PageMath;
using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>Extended long short-term memory, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class XlstmWeightsTests
{
    [Theory]
    [InlineData(XlstmMemory.Matrix, ForgetGate.Sigmoid, 4, 4, true)]
    [InlineData(XlstmMemory.Matrix, ForgetGate.Exponential, 0, 0, true)]
    [InlineData(XlstmMemory.Scalar, ForgetGate.Sigmoid, 4, 2, true)]
    [InlineData(XlstmMemory.Scalar, ForgetGate.Exponential, 4, 0, false)]
    public void Three_steps_come_of_the_arrays(XlstmMemory memory, ForgetGate forget, int block, int convolution, bool recurrent)
    {
        XlstmConfig config = new()
        {
            Width = 12,
            Heads = 2,
            Layers = 2,
            Memories = [memory],
            Forget = forget,
            Block = block,
            Convolution = convolution,
            Recurrent = recurrent,
            Hidden = 7,
        };
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] x = Embed(saved, "", rig.X, PositionKind.None);
        for (int layer = 0; layer < config.Layers; layer++)
            x = memory == XlstmMemory.Matrix ? Matrix(saved, $"layer{layer}", config, x) : Scalar(saved, $"layer{layer}", config, x);
        rig.Check(Norm(saved, "norm", x).Select(row => saved.Linear("output", row)));
    }

    private static double[][] Matrix(SavedWeights saved, string name, XlstmConfig config, double[][] x)
    {
        double[][] normal = Norm(saved, name + "/norm", x);
        double[][] u = [.. normal.Select(row => saved.Linear(name + "/up", row))];
        double[][] s = [.. Convolved(saved, name, u).Select(row => Array.ConvertAll(row, Silu))];
        int heads = config.Heads, width = u[0].Length / heads;
        double[,,] c = new double[heads, width, width];
        double[][] n = [.. Enumerable.Range(0, heads).Select(_ => new double[width])];
        double[] m = new double[heads];
        return [.. x.Select((row, t) =>
        {
            double[] q = Mapped(saved, name + "/query", s[t]), k = Mapped(saved, name + "/key", s[t]);
            double[] v = Mapped(saved, name + "/value", u[t]), gates = saved.Linear(name + "/gates", q, k, v), r = new double[heads * width];
            for (int h = 0; h < heads; h++)
            {
                double kept = LogForget(config, gates[heads + h]) + m[h], most = Math.Max(kept, gates[h]);
                double f = Math.Exp(kept - most), i = Math.Exp(gates[h] - most), overlap = 0;
                m[h] = most;
                for (int a = 0; a < width; a++)
                {
                    double key = k[h * width + a] / Math.Sqrt(width);
                    n[h][a] = f * n[h][a] + i * key;
                    overlap += n[h][a] * q[h * width + a];
                    for (int b = 0; b < width; b++)
                    {
                        c[h, a, b] = f * c[h, a, b] + i * key * v[h * width + b];
                        r[h * width + b] += c[h, a, b] * q[h * width + a];
                    }
                }

                for (int b = 0; b < width; b++)
                    r[h * width + b] /= Math.Max(Math.Max(Math.Abs(overlap), Math.Exp(-most)), 1e-6);
            }

            double[] open = Array.ConvertAll(saved.Linear(name + "/gate", normal[t]), Silu), skip = saved[name + "/skip"];
            double[] made = saved.Norm(name + "/head_norm", r, heads);
            return Sum(row, saved.Linear(name + "/down", [.. made.Select((number, j) => (number + skip[j] * s[t][j]) * open[j])]));
        })];
    }

    private static double[][] Scalar(SavedWeights saved, string name, XlstmConfig config, double[][] x)
    {
        double[][] normal = Norm(saved, name + "/norm1", x);
        double[][] s = config.Convolution == 0
            ? normal
            : [.. Convolved(saved, name, normal).Select(row => Array.ConvertAll(row, Silu))];
        int units = config.Width, own = units / config.Heads;
        double[] hidden = new double[units], c = new double[units], n = new double[units], m = new double[units];
        Array.Fill(m, -1e30);
        double[][] made = [.. normal.Select((row, t) =>
        {
            double[][] gates =
            [
                Mapped(saved, name + "/input", s[t]), Sum(Mapped(saved, name + "/forget", s[t]), saved[name + "/forget_bias"]),
                Sum(Mapped(saved, name + "/cell", row), saved[name + "/cell_bias"]),
                Sum(Mapped(saved, name + "/output", row), saved[name + "/output_bias"]),
            ];
            if (config.Recurrent)
                for (int unit = 0; unit < units; unit++)
                    for (int gate = 0; gate < 4; gate++)
                        for (int from = 0; from < own; from++)
                            gates[gate][unit] += hidden[unit / own * own + from]
                                * saved[name + "/recurrent"][(unit / own * own + from) * 4 * own + gate * own + unit % own];
            hidden = new double[units];
            for (int unit = 0; unit < units; unit++)
            {
                double kept = LogForget(config, gates[1][unit]) + m[unit], most = Math.Max(kept, gates[0][unit]);
                double f = Math.Exp(kept - most), i = Math.Exp(gates[0][unit] - most);
                (c[unit], n[unit], m[unit]) = (f * c[unit] + i * Math.Tanh(gates[2][unit]), f * n[unit] + i, most);
                hidden[unit] = Sigmoid(gates[3][unit]) * c[unit] / n[unit];
            }

            return saved.Norm(name + "/head_norm", hidden, config.Heads);
        })];
        x = Add(x, made);
        return Add(x, [.. Norm(saved, name + "/norm2", x).Select(row =>
        {
            double[] gate = Array.ConvertAll(saved.Linear(name + "/network/gate", row), Gelu);
            return saved.Linear(
                name + "/network/output", [.. saved.Linear(name + "/network/hidden", row).Select((number, j) => number * gate[j])]);
        })]);
    }

    private static double LogForget(XlstmConfig config, double gate) =>
        config.Forget == ForgetGate.Sigmoid ? Math.Log(Sigmoid(gate)) : gate;

    private static double Silu(double x) => x * Sigmoid(x);

    /// <summary>Sums over the present step and those just before it, the present one by the last row of the kernel.</summary>
    private static double[][] Convolved(SavedWeights saved, string name, double[][] x)
    {
        if (!saved.Has(name + "/convolution/kernel"))
            return x;
        double[] kernel = saved[name + "/convolution/kernel"];
        int taps = saved.Size(name + "/convolution/kernel", 0), width = x[0].Length;
        return [.. x.Select((_, t) => Enumerable.Range(0, width).Select(i => Enumerable.Range(0, taps)
            .Where(tap => t - taps + 1 + tap >= 0).Sum(tap => kernel[tap * width + i] * x[t - taps + 1 + tap][i])).ToArray())];
    }

    /// <summary>A linear layer without a bias, in blocks or as a whole.</summary>
    private static double[] Mapped(SavedWeights saved, string name, double[] x)
    {
        if (saved.Has(name + "/weight"))
            return saved.Linear(name, x);
        double[] weight = saved[name], y = new double[x.Length];
        int block = saved.Size(name, 1);
        for (int i = 0; i < x.Length; i++)
            for (int o = 0; o < block; o++)
                y[i / block * block + o] += weight[i * block + o] * x[i];
        return y;
    }
}
