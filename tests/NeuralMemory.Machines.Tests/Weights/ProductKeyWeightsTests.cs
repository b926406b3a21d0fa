using static NeuralMemory.Machines.Tests.PageMath;
using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>Product-key memories, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class ProductKeyWeightsTests
{
    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Three_steps_come_of_the_arrays(int every, bool normalize)
    {
        ProductKeyConfig config = new()
        {
            Width = 12,
            Heads = 3,
            Layers = 2,
            Hidden = 7,
            Memory = new() { Keys = 5, Heads = 2, Top = 3, Width = 6, Every = every, Normalize = normalize },
        };
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] x = Embed(saved, "", rig.X, config.Positions);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"layer{layer}/";
            double[][] normal = Norm(saved, name + "norm1", x);
            x = Add(x, new PageAttention(saved, name + "self", config.Heads, config.Positions).Look(normal, normal, (i, j) => j <= i));
            normal = Norm(saved, name + "norm2", x);
            bool hasMemory = (layer + 1) % every == 0;
            x = Add(x, hasMemory
                ? [.. normal.Select(row => Remember(saved, name + "memory", row, config.Memory))]
                : Network(saved, name + "network", normal, Gelu));
        }

        rig.Check(Norm(saved, "norm", x).Select(row => saved.Linear("output", row)));
    }

    private static double[] Remember(SavedWeights saved, string name, double[] row, ProductMemoryConfig memory)
    {
        double[] queries = saved.NormIfAny(name + "/norm", saved.Linear(name + "/query", row), memory.Heads);
        (int half, double[][] values) = (memory.Width / 2, [.. saved[name + "/values"].Chunk(row.Length)]);
        double[][] firsts = [.. saved[name + "/first"].Chunk(half)], seconds = [.. saved[name + "/second"].Chunk(half)];
        var read = new double[row.Length];
        for (int h = 0; h < memory.Heads; h++)
        {
            var all = from i in Enumerable.Range(0, memory.Keys)
                      from j in Enumerable.Range(0, memory.Keys)
                      select (Slot: i * memory.Keys + j, Score: Dot(Part(queries, h * memory.Width, half), firsts[h * memory.Keys + i])
                          + Dot(Part(queries, h * memory.Width + half, half), seconds[h * memory.Keys + j]));
            // The best of all pairs are among the best halves, so that it does not matter that they are looked for there.
            var best = all.OrderByDescending(each => each.Score).Take(memory.Top).ToArray();
            read = Sum(read, Mix(Softmax([.. best.Select(each => each.Score)]), [.. best.Select(each => values[each.Slot])]));
        }

        return read;
    }
}
