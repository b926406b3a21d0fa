using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Layers of tanh units. It has no state: whatever such a machine remembers is in its memory.</summary>
internal sealed class FeedForwardController : IController
{
    private readonly Parameter[] _layers;
    private readonly bool _skips;

    public FeedForwardController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _layers = new Parameter[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
            _layers[i] = scope.Linear(
                $"layer{i}", Controller.InputWidth(config, inputWidth, i), config.Units, LinearInitializer.Default);
    }

    public ControllerState Start(Tape tape, int batch) => ControllerState.Rent(tape, 0, _skips);

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips);
        for (int i = 0; i < _layers.Length; i++)
        {
            LayerInputs inputs = LayerInputs.Of(first, second, _skips, i, state);
            state.Set(i, tape.Tanh(tape.Linear(_layers[i], inputs.Span)));
        }

        return state;
    }
}
