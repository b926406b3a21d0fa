using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>Fast weights, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class FastWeightsWeightsTests
{
    public static TheoryData<FastWeightsConfig> Configs =>
    [
        new() { Width = 6, Heads = 2, Layers = 2, Hidden = 5, Convolution = 2, Strength = 2 },
        new() { Rule = FastWeightsRule.Additive, Width = 5, Heads = 1, Hidden = 0, Convolution = 0, Silu = false },
        new()
        {
            Rule = FastWeightsRule.GatedDelta,
            Width = 6,
            Heads = 3,
            Layers = 1,
            Hidden = 4,
            OutputGate = true,
            Gated = true,
            Activation = ActivationKind.Silu,
            Positions = PositionKind.Sinusoidal,
        },
    ];

    [Theory]
    [MemberData(nameof(Configs), DisableDiscoveryEnumeration = true)]
    public void Three_steps_come_of_the_arrays(FastWeightsConfig config)
    {
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] x = Embed(saved, "", rig.X, config.Positions);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"layer{layer}/";
            x = Add(x, new PageFastWeights(saved, name + "mixer", config).Mix(Norm(saved, name + "norm1", x)));
            if (config.Hidden > 0)
                x = Add(x, [.. Norm(saved, name + "norm2", x).Select(row => Network(saved, name + "network/", row, config))]);
        }

        rig.Check(Norm(saved, "norm", x).Select(row => saved.Linear("output", row)));
    }

    private static double[] Network(SavedWeights saved, string name, double[] row, FastWeightsConfig config)
    {
        Converter<double, double> act = config.Activation == ActivationKind.Silu ? PageFastWeights.Silu : PageMath.Gelu;
        double[] hidden = saved.Linear(name + "hidden", row);
        double[] active = Array.ConvertAll(config.Gated ? saved.Linear(name + "gate", row) : hidden, act);
        return saved.Linear(name + "output", config.Gated ? [.. hidden.Zip(active, (h, g) => h * g)] : active);
    }
}
