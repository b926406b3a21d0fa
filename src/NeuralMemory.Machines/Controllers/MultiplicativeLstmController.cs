using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Stacked multiplicative LSTM (Krause, Murray, Renals and Lu 2016, arXiv 1609.07959, equations 18 to 22): gates see m = (W x) (W h) in
/// place of the hidden state, so that each input chooses a recurrent matrix, of fewer weights than a second-order layer has.
/// </summary>
internal sealed class MultiplicativeLstmController : IController
{
    private readonly Parameter[] _fromInput, _fromHidden;
    private readonly LstmLayer[] _layers;
    private readonly StartOfLayers _hidden, _cells;
    private readonly bool _skips;

    public MultiplicativeLstmController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _fromInput = new Parameter[config.Layers];
        _fromHidden = new Parameter[config.Layers];
        _layers = new LstmLayer[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            int width = Controller.InputWidth(config, inputWidth, i);
            ParameterScope layer = scope.Child($"layer{i}");
            _fromInput[i] = layer.Linear("input", width, config.Units, LinearInitializer.Default, bias: false);
            _fromHidden[i] = layer.Linear("hidden", config.Units, config.Units, LinearInitializer.Default, bias: false);
            _layers[i] = new(config, "gates", width + config.Units, layer);
        }

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
            inputs.Add(tape.Multiply(tape.Linear(_fromInput[i], inputs.Span), tape.Linear(_fromHidden[i], previous.Hidden[i])));
            (Variable hidden, Variable cell) = _layers[i].Next(tape, inputs.Span, previous.Cells[i]);
            state.Set(i, hidden, cell);
        }

        return state;
    }
}
