using NeuralMemory.Autodiff;
using static NeuralMemory.Machines.Tests.ReferenceMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// A Differentiable Neural Computer written out from the papers, equation by equation, in double precision and without any of the engine:
/// it takes nothing from it but the parameters, by their names.
/// </summary>
internal sealed class ReferenceDnc(DncConfig config, ParameterSet parameters)
{
    private const double Epsilon = 1e-6;
    private readonly int _slots = config.Memory.Slots, _width = config.Memory.Width;
    private readonly int _readers = config.Heads.Read, _writers = config.Heads.Write;

    /// <summary>The logits of one sequence, step by step.</summary>
    public double[][] Run(double[][] inputs)
    {
        var controller = new ReferenceController(config.Controller, Tensor);
        double[] usage = new double[_slots];
        double[][] memory = Zeros(_slots, _width), reads = Zeros(_readers, _width);
        double[][] writeWeights = Zeros(_writers, _slots), readWeights = Zeros(_readers, _slots), precedence = Zeros(_writers, _slots);
        double[][][] links = [.. Enumerable.Range(0, _writers).Select(_ => Zeros(_slots, _slots))];
        double[][] behind = config.Bidirectional ? FromTheEnd(inputs) : Zeros(inputs.Length, 0);
        return [.. inputs.Select(Step)];

        double[] Step(double[] input, int step)
        {
            double[] output = controller.Next([.. input, .. reads.SelectMany(read => read)]);
            var raw = new Queue<double>(Normalize(Linear("interface", output)).Select(Clip));
            double[][] readKeys = Take(raw, _readers, _width);
            double[] readStrengths = Scalars(raw, _readers, OnePlus);
            double[][] writeKeys = Take(raw, _writers, _width);
            double[] writeStrengths = Scalars(raw, _writers, OnePlus);
            double[][] erase = [.. Take(raw, _writers, _width).Select(row => Array.ConvertAll(row, Sigmoid))];
            double[][] vectors = Take(raw, _writers, _width);
            double[] free = Scalars(raw, _readers, Sigmoid);
            double[] allocate = Scalars(raw, _writers, Sigmoid), write = Scalars(raw, _writers, Sigmoid);
            bool linked = config.Links.Kind != LinksKind.None;
            double[][] modes = linked ? [.. Take(raw, _readers, 1 + 2 * _writers).Select(row => Softmax(row, 1))] : [];
            double[][] forwardSharpness = linked && config.Links.Sharpen ? Rows(Take(raw, _readers, _writers), OnePlus) : [];
            double[][] backwardSharpness = linked && config.Links.Sharpen ? Rows(Take(raw, _readers, _writers), OnePlus) : [];
            double[][] readMasks = config.Lookup.Masked ? Rows(Take(raw, _readers, _width), Mask) : [];
            double[][] writeMasks = config.Lookup.Masked ? Rows(Take(raw, _writers, _width), Mask) : [];

            double[] retention = Slots(n => Product(_readers, h => 1 - free[h] * readWeights[h][n]));
            double[] written = Slots(n => 1 - Product(_writers, v => 1 - writeWeights[v][n]));
            usage = Slots(n => (usage[n] + written[n] - usage[n] * written[n]) * retention[n]);
            double[] occupied = usage;
            double[][] content = [.. writeKeys.Select((key, v) => Find(memory, key, writeStrengths[v], writeMasks.ElementAtOrDefault(v)))];
            var weights = new double[_writers][];
            for (int v = 0; v < _writers; v++)
            {
                double[] free1 = Allocate(occupied);
                weights[v] = Slots(n => write[v] * (allocate[v] * free1[n] + (1 - allocate[v]) * content[v][n]));
                double gate = allocate[v] * write[v];
                occupied = [.. occupied.Select((u, n) => u + (1 - u) * gate * free1[n])];
            }

            writeWeights = weights;
            double[] kept = config.Deallocate ? retention : Slots(_ => 1);
            memory =
            [
                .. memory.Select((slot, n) => Columns(w =>
                    slot[w] * kept[n] * Product(_writers, v => 1 - weights[v][n] * erase[v][w])
                    + Sum(_writers, v => weights[v][n] * vectors[v][w]))),
            ];
            for (int v = 0; v < _writers; v++)
            {
                (double[][] old, double[] w, double[] p) = (links[v], weights[v], precedence[v]);
                links[v] = [.. old.Select((row, i) => Slots(j => i == j ? 0 : (1 - w[i] - w[j]) * row[j] + w[i] * p[j]))];
                precedence[v] = Slots(n => (1 - w.Sum()) * p[n] + w[n]);
            }

            double[][] last = readWeights;
            readWeights =
            [
                .. readKeys.Select((key, h) =>
                {
                    double[] found = Find(memory, key, readStrengths[h], readMasks.ElementAtOrDefault(h));
                    if (!linked)
                        return found;
                    double[][] ahead = [.. links.Select((link, v) =>
                        Sharpen(Slots(i => Dot(link[i], last[h])), forwardSharpness.ElementAtOrDefault(h)?[v]))];
                    double[][] back = [.. links.Select((link, v) =>
                        Sharpen(Slots(j => Sum(_slots, i => link[i][j] * last[h][i])), backwardSharpness.ElementAtOrDefault(h)?[v]))];
                    return Slots(n => modes[h][_writers] * found[n]
                        + Sum(_writers, v => modes[h][v] * back[v][n] + modes[h][_writers + 1 + v] * ahead[v][n]));
                }),
            ];
            reads = [.. readWeights.Select(weighting => Columns(w => Sum(_slots, n => weighting[n] * memory[n][w])))];
            return [.. Linear("output", [.. output, .. reads.SelectMany(read => read), .. behind[step]]).Select(Clip)];
        }
    }

    private double[] Normalize(double[] x)
    {
        if (!config.Normalize)
            return x;
        double[] gain = Tensor("interface/norm/gain"), bias = Tensor("interface/norm/bias");
        return [.. Normal(x).Select((normal, i) => gain[i] * normal + bias[i])];
    }

    private double Clip(double x) => config.Clip > 0 ? Math.Clamp(x, -config.Clip, config.Clip) : x;

    private double Mask(double x) => config.Lookup.MaskFloor + (1 - config.Lookup.MaskFloor) * Sigmoid(x);

    private static double[] Allocate(double[] usage)
    {
        var allocation = new double[usage.Length];
        double before = 1;
        foreach (int n in Enumerable.Range(0, usage.Length).OrderBy(n => usage[n]))
        {
            allocation[n] = (1 - usage[n]) * before;
            before *= usage[n];
        }

        return allocation;
    }

    private static double[] Find(double[][] memory, double[] key, double strength, double[]? mask)
    {
        double[] seen = Through(key);
        return Softmax([.. memory.Select(Through).Select(slot =>
            Dot(seen, slot) / Math.Sqrt((Dot(seen, seen) + Epsilon) * (Dot(slot, slot) + Epsilon)))], strength);

        double[] Through(double[] x) => mask is null ? x : [.. x.Zip(mask, (value, m) => value * m)];
    }

    private static double[] Sharpen(double[] weighting, double? exponent)
    {
        if (exponent is not { } power)
            return weighting;
        double[] powers = Array.ConvertAll(weighting, d => Math.Pow(d + Epsilon, power));
        return Array.ConvertAll(powers, x => x / powers.Sum());
    }

    private double[] Linear(string layer, double[] x) => ReferenceMath.Linear(Tensor($"{layer}/weight"), Tensor($"{layer}/bias"), x);

    private double[][] FromTheEnd(double[][] inputs)
    {
        var backward = new ReferenceController(config.Controller, name => Tensor(name.Replace("controller/", "backward/")));
        return [.. inputs.Reverse().Select(backward.Next).Reverse()];
    }

    private double[] Tensor(string name) => parameters.Tensor(name);

    private double[] Slots(Func<int, double> f) => [.. Enumerable.Range(0, _slots).Select(f)];

    private double[] Columns(Func<int, double> f) => [.. Enumerable.Range(0, _width).Select(f)];

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static double[][] Rows(double[][] rows, Converter<double, double> squash) =>
        [.. rows.Select(row => Array.ConvertAll(row, squash))];
}
