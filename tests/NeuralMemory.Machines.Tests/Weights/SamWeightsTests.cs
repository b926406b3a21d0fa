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
        var sam = new PageSam(rig.Weights, config.Controller, config.Memory, heads, entries: null);
        rig.Check(rig.X.Select(sam.Next));
    }

    [Theory]
    [InlineData(1, 7, 3, 3)]
    [InlineData(2, 5, 2, 9)]
    [InlineData(2, 6, 2, 1)]
    public void Three_steps_with_links_come_of_the_arrays(int heads, int slots, int top, int entries)
    {
        SdncConfig config = new()
        {
            Controller = new() { Units = 6 },
            Memory = new() { Slots = slots, Width = 4, Top = top, Threshold = 0.05 },
            Heads = heads,
            Links = new() { Entries = entries },
        };
        using var rig = new PageRig(config);
        var sdnc = new PageSam(rig.Weights, config.Controller, config.Memory, heads, entries);
        rig.Check(rig.X.Select(sdnc.Next));
    }

    private sealed class PageSam
    {
        private readonly SavedWeights _saved;
        private readonly SparseMemoryConfig _config;
        private readonly int? _entries;
        private readonly int _heads;
        private readonly double[][,] _links;
        private readonly double[][] _precedence;
        private readonly PageController _controller;
        private readonly int[] _lastUse;
        private readonly double[][] _readWeights;
        private readonly double[][] _memory;
        private double[][] _reads;
        private int _time;

        public PageSam(SavedWeights saved, ControllerConfig controller, SparseMemoryConfig config, int heads, int? entries)
        {
            (_saved, _config, _heads, _entries) = (saved, config, heads, entries);
            _controller = PageController.Of(saved, "controller/", controller);
            (int slots, int width) = (config.Slots, config.Width);
            _links = [.. Enumerable.Range(0, heads).Select(_ => new double[slots, slots])];
            _precedence = Zeros(heads, slots);
            _lastUse = [.. Enumerable.Range(0, slots).Select(n => n - slots)];
            _memory = Zeros(slots, width);
            (_readWeights, _reads) = (Zeros(heads, slots), Zeros(heads, width));
        }

        public double[] Next(double[] x)
        {
            (int heads, int slots, int width) = (_heads, _config.Slots, _config.Width);
            double[] o = _controller.Next([x, .. _reads]);
            var signals = new PageSignals(_saved.Linear("interface", o));
            double[][] words = signals.Take(heads, width);
            double[] writeGates = signals.TakeOne(heads, Sigmoid), mixGates = signals.TakeOne(heads, Sigmoid);
            double[][] keys = signals.Take(heads, width);
            double[] strengths = signals.TakeOne(heads, OnePlus);
            double[][]? modes = _entries is null ? null : [.. signals.Take(heads, 3).Select(Softmax)];
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
                int[] best = [.. Enumerable.Range(0, slots).OrderByDescending(n => cosines[n]).Take(_config.Top)];
                double[] weights = Softmax([.. best.Select(n => strengths[h] * cosines[n])]);
                var content = new double[slots];
                for (int k = 0; k < best.Length; k++)
                    content[best[k]] = weights[k];
                _readWeights[h] = modes is null ? content : Linked(h, writing[h], content, modes[h]);
            }

            _reads = [.. _readWeights.Select(weights => Mix(weights, _memory))];
            _time++;
            for (int n = 0; n < slots; n++)
                if (writing.Sum(row => row[n]) + _readWeights.Sum(row => row[n]) > _config.Threshold)
                    _lastUse[n] = _time;
            return _saved.Linear("output", [o, .. _reads]);
        }

        /// <summary>Takes note of a write, and mixes where the links lead with what was found by content.</summary>
        private double[] Linked(int head, double[] writing, double[] content, double[] modes)
        {
            (int slots, int entries) = (content.Length, _entries!.Value);
            (double[,] links, double[] last) = (_links[head], _precedence[head]);
            for (int i = 0; i < slots; i++)
                for (int j = 0; j < slots; j++)
                    links[i, j] = i == j ? 0 : (1 - writing[i] - writing[j]) * links[i, j] + writing[i] * last[j];
            bool[,] kept = new bool[slots, slots];
            for (int i = 0; i < slots; i++)
                foreach (int j in Largest([.. Enumerable.Range(0, slots).Select(j => links[i, j])], entries))
                    kept[i, j] = Largest([.. Enumerable.Range(0, slots).Select(other => links[other, j])], entries).Contains(i);
            for (int i = 0; i < slots; i++)
                for (int j = 0; j < slots; j++)
                    links[i, j] = kept[i, j] ? links[i, j] : 0;
            double left = 1 - writing.Sum();
            _precedence[head] = Keep([.. last.Zip(writing, (p, w) => left * p + w)], entries);
            double[] read = _readWeights[head], forward = new double[slots], backward = new double[slots];
            for (int i = 0; i < slots; i++)
                for (int j = 0; j < slots; j++)
                {
                    forward[i] += links[i, j] * read[j];
                    backward[j] += links[i, j] * read[i];
                }

            (forward, backward) = (Keep(forward, _config.Top), Keep(backward, _config.Top));
            return [.. content.Select((found, n) => modes[0] * backward[n] + modes[1] * found + modes[2] * forward[n])];
        }

        private static int[] Largest(double[] numbers, int count) =>
            [.. Enumerable.Range(0, numbers.Length).OrderByDescending(n => Math.Abs(numbers[n])).Take(count)];

        private static double[] Keep(double[] numbers, int count)
        {
            int[] largest = Largest(numbers, count);
            return [.. numbers.Select((number, n) => largest.Contains(n) ? number : 0)];
        }

        private static double[][] Zeros(int rows, int width) => [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
    }
}
