namespace NeuralMemory.Machines.Tests;

/// <summary>Layers of a controller below a path that ends in a slash, as the section of that name says.</summary>
internal abstract class PageController
{
    private readonly bool _skip;
    private readonly double[][] _hidden;

    protected PageController(SavedWeights weights, string path, ControllerConfig config)
    {
        (Weights, Path, Config, _skip) = (weights, path, config, config.Skip);
        Layers = weights.LayersOf(path);
        _hidden = HasState ? StartOf("hidden", config.Units) : new double[Layers][];
    }

    /// <summary>The hidden state of the last layer.</summary>
    public double[] Last => _hidden[^1];

    protected SavedWeights Weights { get; }

    protected string Path { get; }

    protected ControllerConfig Config { get; }

    protected int Layers { get; }

    protected virtual bool HasState => true;

    /// <summary>What the first unit of a layer begins at.</summary>
    protected virtual double FirstUnit => 0;

    public static PageController Of(SavedWeights weights, string path, ControllerConfig config) => config.Kind switch
    {
        ControllerKind.Lstm => new PageLstm(weights, path, config),
        ControllerKind.Gru => new PageGru(weights, path, config),
        ControllerKind.FeedForward => new PageFeedForward(weights, path, config),
        ControllerKind.Rnn => new PageRnn(weights, path, config),
        ControllerKind.SecondOrder => new PageSecondOrder(weights, path, config),
        ControllerKind.MultiplicativeLstm => new PageMultiplicativeLstm(weights, path, config),
        _ => new PageHyperLstm(weights, path, config),
    };

    /// <summary>What the controller puts out at a step.</summary>
    public double[] Next(params double[][] seen)
    {
        double[] all = [.. seen.SelectMany(x => x)];
        for (int i = 0; i < Layers; i++)
        {
            double[] s = i == 0 ? all : _skip ? [.. all, .. _hidden[i - 1]] : _hidden[i - 1];
            _hidden[i] = Layer(i, $"{Path}layer{i}", s, _hidden[i]);
        }

        return _skip ? [.. _hidden.SelectMany(h => h)] : Last;
    }

    /// <summary>Lets a decoder begin elsewhere.</summary>
    public virtual void Begin(int layer, double[] hidden, double[]? cell) => _hidden[layer] = hidden;

    /// <summary>The hidden state of a layer, from what it sees and from its hidden state of the step before.</summary>
    protected abstract double[] Layer(int layer, string name, double[] s, double[] hidden);

    /// <summary>The states of all layers before the first step.</summary>
    protected double[][] StartOf(string state, int units, string below = "") =>
    [
        .. Enumerable.Range(0, Layers).Select(i => Config.Initial == InitialState.Learned
            ? Weights[$"{Path}{below}initial/{state}{i}"]
            : [state == "hidden" ? FirstUnit : 0, .. new double[units - 1]]),
    ];
}
