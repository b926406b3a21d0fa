using NeuralMemory.Autodiff;
using static NeuralMemory.Machines.Tests.ReferenceMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// A Neural Turing Machine written out from the paper, equation by equation, in double precision and without any of the engine: it
/// takes nothing from it but the parameters, by their names.
/// </summary>
internal sealed class ReferenceNtm(NtmConfig config, ParameterSet parameters)
{
    private readonly int _slots = config.Memory.Slots, _width = config.Memory.Width;
    private readonly int _readers = config.Heads.Read, _heads = config.Heads.Read + config.Heads.Write;

    /// <summary>The logits of one sequence, step by step.</summary>
    public double[][] Run(double[][] inputs)
    {
        var controller = new ReferenceController(config.Controller, Tensor);
        double[][] weights = [.. Tensor("initial/weighting").Chunk(_slots).Select(logits => Softmax(logits, 1))];
        double[][] reads = [.. Tensor("initial/read").Chunk(_width).Select(row => Array.ConvertAll(row, Math.Tanh))];
        double[][] memory = StartingMemory();
        return [.. inputs.Select(Step)];

        double[] Step(double[] input)
        {
            double[] output = controller.Next([.. input, .. reads.SelectMany(read => read)]);
            var signals = new Queue<double>(Linear("interface", output));
            double[][] keys = Take(signals, _heads, _width);
            double[] strengths = Scalars(signals, _heads, Softplus), gates = Scalars(signals, _heads, Sigmoid);
            double[][] shifts = [.. Take(signals, _heads, 2 * config.Heads.Shift + 1).Select(row => Softmax(row, 1))];
            double[] sharpening = Scalars(signals, _heads, OnePlus);
            double[][] erase = [.. Take(signals, config.Heads.Write, _width).Select(row => Array.ConvertAll(row, Sigmoid))];
            double[][] add = Take(signals, config.Heads.Write, _width);

            weights =
                [.. weights.Select((previous, h) => Address(memory, previous, keys[h], strengths[h], gates[h], shifts[h], sharpening[h]))];
            double[][] written = Write(memory, weights[_readers..], erase, add);
            double[][] seen = config.Heads.Order == StepOrder.ReadFirst ? memory : written;
            reads = [.. weights[.._readers].Select(w => Columns(width => Sum(_slots, n => w[n] * seen[n][width])))];
            memory = written;
            return Linear("output", [.. output, .. reads.SelectMany(read => read)]);
        }
    }

    /// <summary>Section 3.3.1 and 3.3.2, equations 5 to 9.</summary>
    private double[] Address(double[][] memory, double[] previous, double[] key, double strength, double gate, double[] shift, double gamma)
    {
        const double epsilon = 1e-6;
        double[] cosines = [.. memory.Select(slot => Dot(key, slot) / Math.Sqrt((Dot(key, key) + epsilon) * (Dot(slot, slot) + epsilon)))];
        double[] content = Softmax(cosines, strength);
        double[] gated = [.. content.Zip(previous, (c, p) => gate * c + (1 - gate) * p)];
        int radius = config.Heads.Shift;
        double[] shifted = Slots(i => Sum(shift.Length, o => gated[((i - (o - radius)) % _slots + _slots) % _slots] * shift[o]));
        double[] powers = Array.ConvertAll(shifted, x => Math.Pow(x, gamma));
        return Array.ConvertAll(powers, x => x / powers.Sum());
    }

    /// <summary>Section 3.2, equations 3 and 4: all erasures, then all additions.</summary>
    private double[][] Write(double[][] memory, double[][] weights, double[][] erase, double[][] add) =>
    [
        .. Enumerable.Range(0, _slots).Select(n => Columns(w =>
            memory[n][w] * Product(weights.Length, v => 1 - weights[v][n] * erase[v][w])
            + Sum(weights.Length, v => weights[v][n] * add[v][w]))),
    ];

    private double[][] StartingMemory()
    {
        if (config.Memory.Initial == InitialMemory.Constant)
            return [.. Enumerable.Range(0, _slots).Select(_ => Columns(_ => config.Memory.Value))];
        double[] learned = Tensor("initial/memory");
        return [.. Enumerable.Range(0, _slots).Select(n => Columns(w => learned[w * _slots + n]))];
    }

    private double[] Linear(string layer, double[] x) => ReferenceMath.Linear(Tensor($"{layer}/weight"), Tensor($"{layer}/bias"), x);

    private double[] Tensor(string name) => parameters.Tensor(name);

    private double[] Slots(Func<int, double> f) => [.. Enumerable.Range(0, _slots).Select(f)];

    private double[] Columns(Func<int, double> f) => [.. Enumerable.Range(0, _width).Select(f)];
}
