using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>A recurrent network with stacks, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class StackRnnWeightsTests
{
    [Theory]
    [InlineData(ControllerKind.Lstm, 5, 1, 1, PushedValues.Linear)]
    [InlineData(ControllerKind.Gru, 4, 2, 3, PushedValues.Sigmoid)]
    [InlineData(ControllerKind.FeedForward, 1, 3, 2, PushedValues.Linear)]
    public void Three_steps_come_of_the_arrays(ControllerKind controller, int slots, int stacks, int top, PushedValues values)
    {
        StackRnnConfig config = new()
        {
            Controller = new() { Kind = controller, Units = 6 },
            Memory = new() { Slots = slots, Width = 4, Stacks = stacks, Top = top, Values = values },
        };
        using var rig = new PageRig(config);
        var machine = new PageStackRnn(rig.Weights, config);
        rig.Check(rig.X.Select(machine.Next));
    }

    private sealed class PageStackRnn(SavedWeights saved, StackRnnConfig config)
    {
        private readonly PageController _controller = PageController.Of(saved, "controller/", config.Controller);

        /// <summary>By stack and cell.</summary>
        private double[][][] _stacks = [.. Enumerable.Range(0, config.Memory.Stacks).Select(_ =>
            Enumerable.Range(0, config.Memory.Slots).Select(_ => new double[config.Memory.Width]).ToArray())];

        public double[] Next(double[] x)
        {
            StackMemoryConfig memory = config.Memory;
            double[] empty = new double[memory.Width];
            double[][] tops = [.. Enumerable.Range(0, memory.Top).SelectMany(k => _stacks.Select(stack => stack.ElementAtOrDefault(k) ?? empty))];
            double[] o = _controller.Next([x, .. tops]);
            var signals = new PageSignals(saved.Linear("interface", o));
            double[][] actions = [.. signals.Take(memory.Stacks, 3).Select(Softmax)];
            double[][] values = signals.Take(memory.Stacks, memory.Width, memory.Values == PushedValues.Sigmoid ? Sigmoid : null);
            Assert.True(signals.IsEmpty);
            _stacks = [.. _stacks.Select((stack, p) => stack.Select((_, n) => Mix(actions[p],
                [n == 0 ? values[p] : stack[n - 1], stack.ElementAtOrDefault(n + 1) ?? empty, stack[n]])).ToArray())];
            return saved.Linear("output", o);
        }
    }
}
