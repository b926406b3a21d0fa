using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The feed-forward layers of the page.</summary>
internal sealed class PageFeedForward(SavedWeights weights, string path, ControllerConfig config) : PageController(weights, path, config)
{
    protected override bool HasState => false;

    protected override double[] Layer(int layer, string name, double[] s, double[] hidden) =>
        Tanh(Weights.NormIfAny(name + "/norm", Weights.Linear(name, s)));
}
