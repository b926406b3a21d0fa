namespace NeuralMemory.Machines.Tests;

/// <summary>The multiplicative-lstm of the page.</summary>
internal sealed class PageMultiplicativeLstm(SavedWeights weights, string path, ControllerConfig config) : PageLstm(weights, path, config)
{
    protected override double[] Layer(int layer, string name, double[] s, double[] hidden)
    {
        double[] m = [.. Weights.Linear(name + "/input", s).Zip(Weights.Linear(name + "/hidden", hidden), (a, b) => a * b)];
        return Gated(Weights.NormIfAny(name + "/gates/norm", Weights.Linear(name + "/gates", s, m), 4), layer);
    }
}
