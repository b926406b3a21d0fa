using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Layers of tanh units without gates. Plain ones (Elman 1990, "Finding structure in time") are h = tanh(W s + U h' + b); the
/// Chomsky-hierarchy study (Delétang et al. 2023, arXiv 2207.02098) and stack RNNs (Joulin and Mikolov 2015) have such controllers.
/// Sigma-pi units (Rumelhart, Hinton and McClelland 1986, "A general framework for parallel distributed processing"; Giles et al. 1992,
/// "Learning and extracting finite state automata with second-order recurrent neural networks") are h_c = tanh(sum over i and j of
/// W_cij x_i h'_j + b_c), so that each input line chooses a recurrent matrix of its own. Where all lines are 0, the bias alone is left.
/// </summary>
internal sealed class TanhController : IController
{
    private readonly Parameter[] _layers;
    private readonly Normalization?[] _norms;
    private readonly StartOfLayers _start;
    private readonly bool _skips, _multiplies;

    public TanhController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        (_skips, _multiplies) = (config.Skip, config.Kind == ControllerKind.SecondOrder);
        _layers = new Parameter[config.Layers];
        _norms = new Normalization?[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            (string name, int width, int units) = ($"layer{i}", Controller.InputWidth(config, inputWidth, i), config.Units);
            _layers[i] = _multiplies
                ? scope.Bilinear(name, width, units, units, LinearInitializer.Default)
                : scope.Linear(name, width + units, units, LinearInitializer.Default);
            _norms[i] = Normalization.For(config, 1, scope.Child(name).Child("norm"));
        }

        // Products with zeros would lose the first input (Giles et al. begin with a one in the first unit, too).
        _start = new(config, "hidden", scope, firstUnit: _multiplies ? 1 : 0);
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips);
        for (int i = 0; i < _layers.Length; i++)
            state.Set(i, _start.Of(tape, i, batch));
        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips);
        for (int i = 0; i < _layers.Length; i++)
        {
            LayerInputs inputs = LayerInputs.Of(first, second, _skips, i, state);
            Variable sums = Sums(tape, i, inputs, previous.Hidden[i]);
            state.Set(i, tape.Tanh(_norms[i]?.Of(tape, sums) ?? sums));
        }

        return state;
    }

    private Variable Sums(Tape tape, int layer, LayerInputs inputs, Variable hidden)
    {
        if (_multiplies)
            return tape.Bilinear(_layers[layer], hidden, inputs.Span);
        inputs.Add(hidden);
        return tape.Linear(_layers[layer], inputs.Span);
    }
}
