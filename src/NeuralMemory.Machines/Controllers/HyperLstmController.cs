using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Stacked hyper-LSTM (Ha, Dai and Le 2016, arXiv 1609.09106, appendix A.2.2): a small LSTM beside each layer sees the layer's input and
/// past, and scales the products of each gate, and shifts its bias, from step to step.
/// </summary>
internal sealed class HyperLstmController : IController
{
    private readonly HyperLstmLayer[] _layers;
    private readonly StartOfLayers _hidden, _cells, _smallHidden, _smallCells;
    private readonly bool _skips;

    public HyperLstmController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Hyper.Units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Hyper.Embedding, 1);
        _skips = config.Skip;
        _layers =
        [
            .. Enumerable.Range(0, config.Layers).Select(i =>
                new HyperLstmLayer(config, Controller.InputWidth(config, inputWidth, i), scope.Child($"layer{i}"))),
        ];
        _hidden = new(config, "hidden", scope);
        _cells = new(config, "cell", scope);
        ControllerConfig small = config with { Units = config.Hyper.Units };
        _smallHidden = new(small, "hidden", scope.Child("hyper"));
        _smallCells = new(small, "cell", scope.Child("hyper"));
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = Rent(tape);
        for (int i = 0; i < _layers.Length; i++)
        {
            state.Set(i, _hidden.Of(tape, i, batch), _cells.Of(tape, i, batch));
            state.Small!.Set(i, _smallHidden.Of(tape, i, batch), _smallCells.Of(tape, i, batch));
        }

        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = Rent(tape);
        for (int i = 0; i < _layers.Length; i++)
            _layers[i].Next(tape, LayerInputs.Of(first, second, _skips, i, state), i, previous, state);
        return state;
    }

    private ControllerState Rent(Tape tape) => ControllerState.Rent(
        tape, _layers.Length, _skips, small: ControllerState.Rent(tape, _layers.Length, skips: false));
}
