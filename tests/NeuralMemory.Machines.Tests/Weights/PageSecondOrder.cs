using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The second-order units of the page.</summary>
internal sealed class PageSecondOrder(SavedWeights weights, string path, ControllerConfig config) : PageController(weights, path, config)
{
    protected override double FirstUnit => 1;

    protected override double[] Layer(int layer, string name, double[] s, double[] hidden)
    {
        double[] weight = Weights[name + "/weight"], sums = [.. Weights[name + "/bias"]];
        int units = hidden.Length;
        for (int c = 0; c < units; c++)
            for (int i = 0; i < s.Length; i++)
                for (int j = 0; j < units; j++)
                    sums[c] += weight[c * s.Length * units + i * units + j] * s[i] * hidden[j];
        return Tanh(Weights.NormIfAny(name + "/norm", sums));
    }
}
