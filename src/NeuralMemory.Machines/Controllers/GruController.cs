using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Stacked gated recurrent units.</summary>
internal sealed class GruController : IController
{
    private readonly Parameter[] _fromInput, _fromHidden;
    private readonly int _units;

    public GruController(int inputWidth, int units, int layers, ParameterScope scope)
    {
        _units = units;
        _fromInput = new Parameter[layers];
        _fromHidden = new Parameter[layers];
        for (int i = 0; i < layers; i++)
        {
            ParameterScope layer = scope.Child($"layer{i}");
            _fromInput[i] = layer.Linear("input", i == 0 ? inputWidth : units, 3 * units, LinearInitializer.Default);
            _fromHidden[i] = layer.Linear("hidden", units, 3 * units, LinearInitializer.Default);
        }
    }

    public ControllerState Start(Tape tape, int batch)
    {
        ControllerState state = ControllerState.Rent(tape, _fromInput.Length);
        for (int i = 0; i < _fromInput.Length; i++)
            state.Set(i, tape.Fill(new Shape(batch, _units), 0));
        return state;
    }

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _fromInput.Length);
        for (int i = 0; i < _fromInput.Length; i++)
        {
            Variable fromInput = Controller.Linear(tape, _fromInput[i], first, second);
            Variable fromHidden = tape.Linear(_fromHidden[i], previous.Hidden[i]);
            state.Set(i, tape.GruGates(fromInput, fromHidden, previous.Hidden[i]));
            (first, second) = (state.Hidden[i], null);
        }

        return state;
    }
}
