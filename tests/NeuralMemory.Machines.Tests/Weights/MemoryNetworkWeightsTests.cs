using static NeuralMemory.Machines.Tests.PageMath;
using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>The end-to-end memory network, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class MemoryNetworkWeightsTests
{
    [Theory]
    [InlineData(true, PositionKind.Learned)]
    [InlineData(false, PositionKind.Rotary)]
    [InlineData(true, PositionKind.Alibi)]
    public void Three_steps_come_of_the_arrays(bool mapped, PositionKind positions)
    {
        MemoryNetworkConfig config = new() { Width = 8, Heads = 2, Layers = 2, Places = 5, Mapped = mapped, Positions = positions };
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] e = Embed(saved, "", rig.X, positions), u = e;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"layer{layer}/";
            double[][] keys = Turned([.. e.Select(row => saved.Linear(name + "memory", row))]);
            double[][] contents = [.. e.Select(row => saved.Linear(name + "content", row))];
            double[][] read = PageAttention.Read(
                Turned(u), keys, contents, (i, j) => j <= i, 1, config.Heads, positions == PositionKind.Alibi, Softmax);
            u = Add(mapped ? [.. u.Select(row => saved.Linear(name + "map", row))] : u, read);
        }

        rig.Check(u.Select(row => saved.Linear("output", row)));

        double[][] Turned(double[][] rows) => positions == PositionKind.Rotary
            ? [.. rows.Select((row, t) => PageAttention.Rotate(row, t, config.Heads))]
            : rows;
    }
}
