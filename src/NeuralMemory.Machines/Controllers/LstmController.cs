using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Stacked long short-term memory without peepholes; forget biases begin at 1 (Jozefowicz, Zaremba and Sutskever 2015).</summary>
internal sealed class LstmController : IController
{
    private readonly Parameter[] _layers;
    private readonly Normalization?[] _norms;
    private readonly StartOfLayers _hidden, _cells;
    private readonly bool _skips;
    private readonly Real _clip;

    public LstmController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        (int units, _skips, _clip) = (config.Units, config.Skip, (Real)config.CellClip);
        Func<int, Real> forgetBias = output => output / units == 1 ? 1 : 0;
        var initializer = new LinearInitializer { BiasOf = config.Normalize ? null : forgetBias };
        _layers = new Parameter[config.Layers];
        _norms = new Normalization?[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = scope.Linear($"layer{i}", Controller.InputWidth(config, inputWidth, i) + units, 4 * units, initializer);
            _norms[i] = Normalization.For(config, 4, scope.Child($"layer{i}").Child("norm"), forgetBias);
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
            inputs.Add(previous.Hidden[i]);
            Variable gates = tape.Linear(_layers[i], inputs.Span);
            (Variable hidden, Variable cell) = tape.LstmGates(_norms[i]?.Of(tape, gates) ?? gates, previous.Cells[i]);
            state.Set(i, hidden, _clip > 0 ? tape.Clamp(cell, _clip) : cell);
        }

        return state;
    }
}
