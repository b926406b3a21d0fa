using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>The modern Hopfield network, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class HopfieldWeightsTests
{
    [Theory]
    [InlineData(3, null, PositionKind.Rotary)]
    [InlineData(2, 0.7, PositionKind.Alibi)]
    [InlineData(1, 0.7, PositionKind.Learned)]
    public void Three_steps_come_of_the_arrays(int updates, double? beta, PositionKind positions)
    {
        HopfieldConfig config = new()
        {
            Width = 12,
            Heads = 3,
            Layers = 2,
            Hidden = 7,
            Places = 5,
            Updates = updates,
            Beta = beta,
            Positions = positions,
        };
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] x = Embed(saved, "", rig.X, positions);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"layer{layer}/";
            var retrieval = new PageAttention(saved, name + "retrieval", config.Heads, positions) { Beta = beta, Updates = updates };
            double[][] normal = Norm(saved, name + "norm1", x);
            x = Add(x, retrieval.Look(normal, normal, (i, j) => j <= i));
            x = Add(x, Network(saved, name + "network", Norm(saved, name + "norm2", x), PageMath.Gelu));
        }

        rig.Check(Norm(saved, "norm", x).Select(row => saved.Linear("output", row)));
    }
}
