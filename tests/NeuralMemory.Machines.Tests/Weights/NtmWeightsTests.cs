using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The Neural Turing Machine, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class NtmWeightsTests
{
    [Theory]
    [InlineData(ControllerKind.Lstm, 1, 1, 1, StepOrder.ReadFirst, InitialMemory.Constant)]
    [InlineData(ControllerKind.FeedForward, 2, 2, 2, StepOrder.WriteFirst, InitialMemory.Learned)]
    [InlineData(ControllerKind.Gru, 1, 3, 0, StepOrder.ReadFirst, InitialMemory.Random)]
    public void Three_steps_come_of_the_arrays(
        ControllerKind controller, int read, int write, int shift, StepOrder order, InitialMemory initial) => Check(new()
        {
            Controller = new() { Kind = controller, Units = 6, CellClip = 0.3 },
            Memory = new() { Slots = 7, Width = 4, Initial = initial, Value = 0.4 },
            Heads = new() { Read = read, Write = write, Shift = shift, Order = order },
        });

    private static void Check(NtmConfig config)
    {
        using var rig = new PageRig(config);
        var ntm = new PageNtm(rig.Weights, config);
        rig.Check(rig.X.Select(ntm.Next));
    }

    internal sealed class PageNtm
    {
        private readonly SavedWeights _saved;
        private readonly NtmConfig _config;
        private readonly PageController _controller;
        private readonly int _slots, _width, _heads;
        private readonly PagePrograms? _programs;
        private double[][] _weights, _reads, _memory;

        public PageNtm(SavedWeights saved, NtmConfig config, PagePrograms? programs = null)
        {
            _programs = programs;
            (_saved, _config) = (saved, config);
            _controller = PageController.Of(saved, "controller/", config.Controller);
            (_heads, _slots, _width) = (saved.Size("initial/weighting", 0), config.Memory.Slots, config.Memory.Width);
            _weights = [.. saved["initial/weighting"].Chunk(_slots).Select(Softmax)];
            _reads = [.. saved["initial/read"].Chunk(_width).Select(Tanh)];
            _memory = new double[_slots][];
            for (int n = 0; n < _slots; n++)
            {
                _memory[n] = new double[_width];
                for (int i = 0; i < _width; i++)
                    _memory[n][i] = saved.Has("initial/memory") ? saved["initial/memory"][i * _slots + n] : config.Memory.Value;
            }
        }

        public double[] Next(double[] x)
        {
            double[] o = _controller.Next([x, .. _reads]);
            var signals = new PageSignals(_programs?.Of(o) ?? _saved.Linear("interface", o));
            (int readers, int writers, int shift) = (_config.Heads.Read, _config.Heads.Write, _config.Heads.Shift);
            double[][] keys = signals.Take(_heads, _width);
            double[] strengths = signals.TakeOne(_heads, Softplus), gates = signals.TakeOne(_heads, Sigmoid);
            double[][] shifts = [.. signals.Take(_heads, 2 * shift + 1).Select(Softmax)];
            double[] sharpening = signals.TakeOne(_heads, OnePlus);
            double[][] erase = signals.Take(writers, _width, Sigmoid), add = signals.Take(writers, _width);
            Assert.True(signals.IsEmpty);

            double[][] weights = new double[_heads][];
            for (int h = 0; h < _heads; h++)
            {
                double[] content = PageMemory.Find(keys[h], strengths[h], _memory);
                var powers = new double[_slots];
                for (int n = 0; n < _slots; n++)
                {
                    double shifted = 0;
                    for (int j = -shift; j <= shift; j++)
                    {
                        int from = ((n - j) % _slots + _slots) % _slots;
                        shifted += (gates[h] * content[from] + (1 - gates[h]) * _weights[h][from]) * shifts[h][j + shift];
                    }

                    powers[n] = Math.Pow(shifted, sharpening[h]);
                }

                weights[h] = [.. powers.Select(power => power / powers.Sum())];
            }

            double[][] before = _memory;
            _weights = weights;
            _memory = PageMemory.Write(before, weights[readers..], erase, add);
            double[][] seen = _config.Heads.Order == StepOrder.ReadFirst ? before : _memory;
            _reads = [.. weights[..readers].Select(w => Mix(w, seen))];
            return _saved.Linear("output", [o, .. _reads]);
        }
    }
}
