using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Layers of plain recurrent units (Elman 1990, "Finding structure in time"): h = tanh(W s + U h' + b), without gates. The
/// Chomsky-hierarchy study (Delétang et al. 2023, arXiv 2207.02098) and stack RNNs (Joulin and Mikolov 2015) have such controllers.
/// </summary>
internal sealed class RnnController : IController
{
    private readonly Parameter[] _layers;
    private readonly Normalization?[] _norms;
    private readonly StartOfLayers _start;
    private readonly bool _skips;

    public RnnController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _layers = new Parameter[config.Layers];
        _norms = new Normalization?[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            int width = Controller.InputWidth(config, inputWidth, i) + config.Units;
            _layers[i] = scope.Linear($"layer{i}", width, config.Units, LinearInitializer.Default);
            _norms[i] = Normalization.For(config, 1, scope.Child($"layer{i}").Child("norm"));
        }

        _start = new(config, "hidden", scope);
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
            inputs.Add(previous.Hidden[i]);
            Variable sums = tape.Linear(_layers[i], inputs.Span);
            state.Set(i, tape.Tanh(_norms[i]?.Of(tape, sums) ?? sums));
        }

        return state;
    }
}
