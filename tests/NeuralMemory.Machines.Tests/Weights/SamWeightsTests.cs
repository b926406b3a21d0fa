using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The sparse access memory, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class SamWeightsTests
{
    [Theory]
    [InlineData(ControllerKind.Lstm, 1, 7, 3)]
    [InlineData(ControllerKind.Gru, 2, 5, 2)]
    [InlineData(ControllerKind.FeedForward, 3, 2, 2)]
    public void Three_steps_come_of_the_arrays(ControllerKind controller, int heads, int slots, int top)
    {
        SamConfig config = new()
        {
            Controller = new() { Kind = controller, Units = 6 },
            Memory = new() { Slots = slots, Width = 4, Top = top, Threshold = 0.05 },
            Heads = heads,
        };
        using var rig = new PageRig(config);
        var sam = new PageSam(rig.Weights, config);
        rig.Check(rig.X.Select(sam.Next));
    }

    private sealed class PageSam
    {
        private readonly SavedWeights _saved;
        private readonly SamConfig _config;
        private readonly PageController _controller;
        private readonly int[] _lastUse;
        private readonly double[][] _readWeights;
        private readonly double[][] _memory;
        private double[][] _reads;
        private int _time;

        public PageSam(SavedWeights saved, SamConfig config)
        {
            (_saved, _config) = (saved, config);
            _controller = PageController.Of(saved, "controller/", config.Controller);
            (int slots, int width) = (config.Memory.Slots, config.Memory.Width);
            _lastUse = [.. Enumerable.Range(0, slots).Select(n => n - slots)];
            _memory = Zeros(slots, width);
            (_readWeights, _reads) = (Zeros(config.Heads, slots), Zeros(config.Heads, width));
        }

        public double[] Next(double[] x)
        {
            (int heads, int slots, int width) = (_config.Heads, _config.Memory.Slots, _config.Memory.Width);
            double[] o = _controller.Next([x, .. _reads]);
            var signals = new PageSignals(_saved.Linear("interface", o));
            double[][] words = signals.Take(heads, width);
            double[] writeGates = signals.TakeOne(heads, Sigmoid), mixGates = signals.TakeOne(heads, Sigmoid);
            double[][] keys = signals.Take(heads, width);
            double[] strengths = signals.TakeOne(heads, OnePlus);
            Assert.True(signals.IsEmpty);

            // OrderBy keeps the order of equals: the lower slot first.
            int[] order = [.. Enumerable.Range(0, slots).OrderBy(n => _lastUse[n])];
            double[][] writing = Zeros(heads, slots);
            for (int h = 0; h < heads; h++)
            {
                int unused = order[Math.Min(h, slots - 1)];
                for (int n = 0; n < slots; n++)
                    writing[h][n] = writeGates[h] * (mixGates[h] * _readWeights[h][n] + (n == unused ? 1 - mixGates[h] : 0));
            }

            for (int h = 0; h < heads; h++)
                Array.Clear(_memory[order[Math.Min(h, slots - 1)]]);
            for (int n = 0; n < slots; n++)
                for (int h = 0; h < heads; h++)
                    for (int i = 0; i < width; i++)
                        _memory[n][i] += writing[h][n] * words[h][i];

            for (int h = 0; h < heads; h++)
            {
                double[] cosines = [.. _memory.Select(slot => Cosine(keys[h], slot))];
                int[] best = [.. Enumerable.Range(0, slots).OrderByDescending(n => cosines[n]).Take(_config.Memory.Top)];
                double[] weights = Softmax([.. best.Select(n => strengths[h] * cosines[n])]);
                _readWeights[h] = new double[slots];
                for (int k = 0; k < best.Length; k++)
                    _readWeights[h][best[k]] = weights[k];
            }

            _reads = [.. _readWeights.Select(weights => Mix(weights, _memory))];
            _time++;
            for (int n = 0; n < slots; n++)
                if (writing.Sum(row => row[n]) + _readWeights.Sum(row => row[n]) > _config.Memory.Threshold)
                    _lastUse[n] = _time;
            return _saved.Linear("output", [o, .. _reads]);
        }

        private static double[][] Zeros(int rows, int width) => [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
    }
}
