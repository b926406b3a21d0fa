using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The gru of the page.</summary>
internal sealed class PageGru(SavedWeights weights, string path, ControllerConfig config) : PageController(weights, path, config)
{
    protected override double[] Layer(int layer, string name, double[] s, double[] hidden)
    {
        double[] a = Weights.NormIfAny(name + "/input/norm", Weights.Linear(name + "/input", s), 3);
        double[] b = Weights.NormIfAny(name + "/hidden/norm", Weights.Linear(name + "/hidden", hidden), 3);
        int units = hidden.Length;
        var h = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double r = Sigmoid(a[unit] + b[unit]), z = Sigmoid(a[units + unit] + b[units + unit]);
            double n = Math.Tanh(a[2 * units + unit] + r * b[2 * units + unit]);
            h[unit] = (1 - z) * n + z * hidden[unit];
        }

        return h;
    }
}
