using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The Differentiable Neural Computer of the page.</summary>
internal sealed class PageDnc
{
    private readonly SavedWeights _saved;
    private readonly DncConfig _config;
    private readonly PageController _controller;
    private readonly int _readers, _writers, _slots, _width;
    private readonly PageLinks[] _links;
    private readonly double[] _usage;
    private readonly double[][] _writeWeights, _readWeights;
    private readonly PagePrograms? _programs;
    private double[][] _reads, _memory;

    public PageDnc(SavedWeights saved, DncConfig config, PagePrograms? programs = null)
    {
        _programs = programs;
        (_saved, _config) = (saved, config);
        _controller = PageController.Of(saved, "controller/", config.Controller);
        (_readers, _writers, _slots, _width) = (config.Heads.Read, config.Heads.Write, config.Memory.Slots, config.Memory.Width);
        _usage = new double[_slots];
        (_writeWeights, _readWeights) = (Zeros(_writers, _slots), Zeros(_readers, _slots));
        (_reads, _memory) = (Zeros(_readers, _width), Zeros(_slots, _width));
        int? entries = config.Links.Kind == LinksKind.Sparse ? config.Links.Entries : null;
        _links = [.. Enumerable.Range(0, _writers).Select(_ => new PageLinks(_slots, entries))];
    }

    public double[] Next(double[] x, double[] backward)
    {
        double[] o = _controller.Next([x, .. _reads]);
        var signals = new PageSignals(Clamp(_saved.NormIfAny("interface/norm", _programs?.Of(o) ?? _saved.Linear("interface", o))));
        double[][] readKeys = signals.Take(_readers, _width);
        double[] readStrengths = signals.TakeOne(_readers, OnePlus);
        double[][] writeKeys = signals.Take(_writers, _width);
        double[] writeStrengths = signals.TakeOne(_writers, OnePlus);
        double[][] erase = signals.Take(_writers, _width, Sigmoid), vectors = signals.Take(_writers, _width);
        double[] free = signals.TakeOne(_readers, Sigmoid), allocationGates = signals.TakeOne(_writers, Sigmoid);
        double[] writeGates = signals.TakeOne(_writers, Sigmoid);
        bool links = _config.Links.Kind != LinksKind.None, sharpen = links && _config.Links.Sharpen, masked = _config.Lookup.Masked;
        double[][]? modes = links ? [.. signals.Take(_readers, 1 + 2 * _writers).Select(Softmax)] : null;
        double[][]? forwardSharpness = sharpen ? signals.Take(_readers, _writers, OnePlus) : null;
        double[][]? backwardSharpness = sharpen ? signals.Take(_readers, _writers, OnePlus) : null;
        double[][]? readMasks = masked ? signals.Take(_readers, _width, Mask) : null;
        double[][]? writeMasks = masked ? signals.Take(_writers, _width, Mask) : null;
        Assert.True(signals.IsEmpty);

        double[] retention = Retention(free);
        for (int n = 0; n < _slots; n++)
        {
            double written = 1 - _writeWeights.Aggregate(1.0, (product, w) => product * (1 - w[n]));
            _usage[n] = (_usage[n] + written - _usage[n] * written) * retention[n];
        }

        double[] usage = [.. _usage];
        for (int v = 0; v < _writers; v++)
        {
            double[] allocation = Allocate(usage);
            double[] content = PageMemory.Find(writeKeys[v], writeStrengths[v], _memory, writeMasks?[v]);
            double gate = allocationGates[v], open = writeGates[v];
            _writeWeights[v] = [.. allocation.Zip(content, (a, c) => open * (gate * a + (1 - gate) * c))];
            usage = [.. usage.Zip(allocation, (u, a) => u + (1 - u) * gate * open * a)];
        }

        double[][] kept = _config.Deallocate
            ? [.. _memory.Select((slot, n) => Array.ConvertAll(slot, number => retention[n] * number))]
            : _memory;
        _memory = PageMemory.Write(kept, _writeWeights, erase, vectors);
        for (int v = 0; v < _writers && links; v++)
            _links[v].Write(_writeWeights[v]);
        for (int r = 0; r < _readers; r++)
        {
            double[] content = PageMemory.Find(readKeys[r], readStrengths[r], _memory, readMasks?[r]), weights = new double[_slots];
            for (int n = 0; n < _slots; n++)
                weights[n] = links ? modes![r][_writers] * content[n] : content[n];
            for (int v = 0; v < _writers && links; v++)
            {
                double[] back = Sharpened(_links[v].Backward(_readWeights[r]), backwardSharpness?[r][v]);
                double[] forth = Sharpened(_links[v].Forward(_readWeights[r]), forwardSharpness?[r][v]);
                for (int n = 0; n < _slots; n++)
                    weights[n] += modes![r][v] * back[n] + modes[r][1 + _writers + v] * forth[n];
            }

            _readWeights[r] = weights;
        }

        _reads = [.. _readWeights.Select(w => Mix(w, _memory))];
        return Clamp(_saved.Linear("output", [o, .. _reads, backward]));
    }

    private double[] Retention(double[] free)
    {
        double[] retention = [.. Enumerable.Repeat(1.0, _slots)];
        for (int n = 0; n < _slots; n++)
            for (int r = 0; r < _readers; r++)
                retention[n] *= 1 - free[r] * _readWeights[r][n];
        return retention;
    }

    private static double[] Allocate(double[] usage)
    {
        var allocation = new double[usage.Length];
        double product = 1;
        // OrderBy keeps the order of equals: the lower slot first.
        foreach (int n in Enumerable.Range(0, usage.Length).OrderBy(n => usage[n]))
        {
            allocation[n] = (1 - usage[n]) * product;
            product *= usage[n];
        }

        return allocation;
    }

    private static double[] Sharpened(double[] weights, double? sharpness)
    {
        if (sharpness is not { } exponent)
            return weights;
        double[] powers = Array.ConvertAll(weights, weight => Math.Pow(weight + 1e-6, exponent));
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }

    private double Mask(double x) => _config.Lookup.MaskFloor + (1 - _config.Lookup.MaskFloor) * Sigmoid(x);

    private double[] Clamp(double[] x) =>
        _config.Clip > 0 ? Array.ConvertAll(x, number => Math.Clamp(number, -_config.Clip, _config.Clip)) : x;

    private static double[][] Zeros(int rows, int width) => [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
}
