using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Stacked long short-term memory without peepholes; forget biases begin at 1 (Jozefowicz, Zaremba and Sutskever 2015).</summary>
internal sealed class LstmController : IController
{
    private readonly Parameter[] _layers;
    private readonly int _units;

    public LstmController(int inputWidth, int units, int layers, ParameterScope scope)
    {
        _units = units;
        var initializer = new LinearInitializer { BiasOf = output => output / units == 1 ? 1 : 0 };
        _layers = new Parameter[layers];
        for (int i = 0; i < layers; i++)
            _layers[i] = scope.Linear($"layer{i}", (i == 0 ? inputWidth : units) + units, 4 * units, initializer);
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length);
        for (int i = 0; i < _layers.Length; i++)
            state.Set(i, tape.Fill(new Shape(batch, _units), 0), tape.Fill(new Shape(batch, _units), 0));
        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length);
        for (int i = 0; i < _layers.Length; i++)
        {
            Variable gates = Controller.Linear(tape, _layers[i], first, second, previous.Hidden[i]);
            (Variable hidden, Variable cell) = tape.LstmGates(gates, previous.Cells[i]);
            state.Set(i, hidden, cell);
            (first, second) = (hidden, null);
        }

        return state;
    }
}
