using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Stacked gated recurrent units.</summary>
internal sealed class GruController : IController
{
    private readonly Parameter[] _fromInput, _fromHidden;
    private readonly Normalization?[] _inputNorms, _hiddenNorms;
    private readonly StartOfLayers _start;
    private readonly bool _skips;

    public GruController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _fromInput = new Parameter[config.Layers];
        _fromHidden = new Parameter[config.Layers];
        _inputNorms = new Normalization?[config.Layers];
        _hiddenNorms = new Normalization?[config.Layers];
        for (int i = 0; i < config.Layers; i++)
        {
            ParameterScope layer = scope.Child($"layer{i}");
            int width = Controller.InputWidth(config, inputWidth, i);
            _fromInput[i] = layer.Linear("input", width, 3 * config.Units, LinearInitializer.Default);
            _fromHidden[i] = layer.Linear("hidden", config.Units, 3 * config.Units, LinearInitializer.Default);
            _inputNorms[i] = Normalization.For(config, 3, layer.Child("input").Child("norm"));
            _hiddenNorms[i] = Normalization.For(config, 3, layer.Child("hidden").Child("norm"));
        }

        _start = new(config, "hidden", scope);
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = ControllerState.Rent(tape, _fromInput.Length, _skips);
        for (int i = 0; i < _fromInput.Length; i++)
            state.Set(i, _start.Of(tape, i, batch));
        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _fromInput.Length, _skips);
        for (int i = 0; i < _fromInput.Length; i++)
        {
            LayerInputs inputs = LayerInputs.Of(first, second, _skips, i, state);
            Variable fromInput = tape.Linear(_fromInput[i], inputs.Span);
            Variable fromHidden = tape.Linear(_fromHidden[i], previous.Hidden[i]);
            state.Set(i, tape.GruGates(
                _inputNorms[i]?.Of(tape, fromInput) ?? fromInput, _hiddenNorms[i]?.Of(tape, fromHidden) ?? fromHidden,
                previous.Hidden[i]));
        }

        return state;
    }
}
