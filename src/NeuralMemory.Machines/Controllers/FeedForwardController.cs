using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Layers of tanh units. It has no state: whatever such a machine remembers is in its memory.</summary>
internal sealed class FeedForwardController : IController
{
    private readonly Parameter[] _layers;

    public FeedForwardController(int inputWidth, int units, int layers, ParameterScope scope)
    {
        _layers = new Parameter[layers];
        for (int i = 0; i < layers; i++)
            _layers[i] = scope.Linear($"layer{i}", i == 0 ? inputWidth : units, units, LinearInitializer.Default);
    }

    public ControllerState Start(Tape tape, int batch) => ControllerState.Rent(tape, 0);

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length);
        for (int i = 0; i < _layers.Length; i++)
        {
            state.Set(i, tape.Tanh(Controller.Linear(tape, _layers[i], first, second)));
            (first, second) = (state.Hidden[i], null);
        }

        return state;
    }
}
