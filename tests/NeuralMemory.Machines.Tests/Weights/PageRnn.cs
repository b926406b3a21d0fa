using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The plain recurrent units of the page.</summary>
internal sealed class PageRnn(SavedWeights weights, string path, ControllerConfig config) : PageController(weights, path, config)
{
    protected override double[] Layer(int layer, string name, double[] s, double[] hidden) =>
        Tanh(Weights.NormIfAny(name + "/norm", Weights.Linear(name, s, hidden)));
}
