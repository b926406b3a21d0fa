using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Stacked long short-term memory without peepholes.</summary>
internal sealed class LstmController : IController
{
    private readonly LstmLayer[] _layers;
    private readonly StartOfLayers _hidden, _cells;
    private readonly bool _skips;

    public LstmController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _layers = new LstmLayer[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
            _layers[i] = new(config, $"layer{i}", Controller.InputWidth(config, inputWidth, i) + config.Units, scope);
        _hidden = new(config, "hidden", scope);
        _cells = new(config, "cell", scope);
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips);
        for (int i = 0; i < _layers.Length; i++)
            state.Set(i, _hidden.Of(tape, i, batch), _cells.Of(tape, i, batch));
        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips);
        for (int i = 0; i < _layers.Length; i++)
        {
            LayerInputs inputs = LayerInputs.Of(first, second, _skips, i, state);
            inputs.Add(previous.Hidden[i]);
            (Variable hidden, Variable cell) = _layers[i].Next(tape, inputs.Span, previous.Cells[i]);
            state.Set(i, hidden, cell);
        }

        return state;
    }
}
