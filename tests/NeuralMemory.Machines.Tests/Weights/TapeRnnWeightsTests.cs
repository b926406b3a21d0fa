using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>A recurrent network with tapes, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class TapeRnnWeightsTests
{
    [Theory]
    [InlineData(ControllerKind.Lstm, 5, 1, 2, 2)]
    [InlineData(ControllerKind.Gru, 4, 2, 0, 0)]
    [InlineData(ControllerKind.FeedForward, 1, 3, 1, 7)]
    public void Three_steps_come_of_the_arrays(ControllerKind controller, int slots, int tapes, int layers, int jump)
    {
        TapeRnnConfig config = new()
        {
            Controller = new() { Kind = controller, Units = 6 },
            Memory = new() { Slots = slots, Width = 4, Tapes = tapes },
            Write = new() { Layers = layers, Units = 5 },
            Jump = jump,
        };
        using var rig = new PageRig(config);
        var machine = new PageTapeRnn(rig.Weights, config, jump > 0 ? jump : rig.X.Length);
        rig.Check(rig.X.Select(machine.Next));
    }

    private sealed class PageTapeRnn(SavedWeights saved, TapeRnnConfig config, int jump)
    {
        private readonly PageController _controller = PageController.Of(saved, "controller/", config.Controller);

        /// <summary>By tape and cell.</summary>
        private double[][][] _tapes = [.. Enumerable.Range(0, config.Memory.Tapes).Select(_ =>
            Enumerable.Range(0, config.Memory.Slots).Select(_ => new double[config.Memory.Width]).ToArray())];

        public double[] Next(double[] x)
        {
            TapeMemoryConfig memory = config.Memory;
            double[] o = _controller.Next([x, .. _tapes.Select(tape => tape[0])]);
            var signals = new PageSignals(saved.Linear("interface", o));
            double[][] actions = [.. signals.Take(memory.Tapes, 5).Select(Softmax)];
            Assert.True(signals.IsEmpty);
            double[] v = o;
            for (int i = 0; i < config.Write.Layers; i++)
                v = Array.ConvertAll(saved.Linear($"write/layer{i}", v), Relu);
            double[][] written = [.. saved.Linear("write/output", v).Chunk(memory.Width)];
            _tapes = [.. _tapes.Select((tape, p) => Moved([written[p], .. tape[1..]], actions[p]))];
            return saved.Linear("output", o);
        }

        private double[][] Moved(double[][] tape, double[] actions) =>
            [.. tape.Select((_, n) => Mix(actions, [.. new[] { n, n + 1, n - 1, n + jump, n - jump }.Select(from => At(tape, from))]))];

        private static double[] At(double[][] tape, int n) => tape[(n % tape.Length + tape.Length) % tape.Length];
    }
}
