using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Layers of sigma-pi units (Rumelhart, Hinton and McClelland 1986, "A general framework for parallel distributed processing"; Giles et al.
/// 1992, "Learning and extracting finite state automata with second-order recurrent neural networks"): h_c = tanh(sum over i and j of
/// W_cij x_i h_j + b_c), so that each input line chooses a recurrent matrix of its own. Where all lines are 0, the bias alone is left.
/// </summary>
internal sealed class SecondOrderController : IController
{
    private readonly Parameter[] _layers;
    private readonly Normalization?[] _norms;
    private readonly StartOfLayers _start;
    private readonly bool _skips;

    public SecondOrderController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _layers = new Parameter[config.Layers];
        _norms = new Normalization?[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = scope.Bilinear(
                $"layer{i}", Controller.InputWidth(config, inputWidth, i), config.Units, config.Units, LinearInitializer.Default);
            _norms[i] = Normalization.For(config, 1, scope.Child($"layer{i}").Child("norm"));
        }

        // Products with zeros would lose the first input (Giles et al. begin with a one in the first unit, too).
        _start = new(config, "hidden", scope, firstUnit: 1);
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
            Variable sums = tape.Bilinear(_layers[i], previous.Hidden[i], inputs.Span);
            state.Set(i, tape.Tanh(_norms[i]?.Of(tape, sums) ?? sums));
        }

        return state;
    }
}
