using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The states of a controller's layers before the first step.</summary>
internal sealed class StartOfLayers
{
    private readonly Parameter[]? _learned;
    private readonly Real[]? _fixed;
    private readonly int _units;

    /// <param name="config">The controller.</param>
    /// <param name="name">Which of a layer's states; where they are learned, their parameters are <c>initial/name0</c> and so on.</param>
    /// <param name="scope">Where they are declared.</param>
    /// <param name="firstUnit">Where the first unit begins; the others begin at 0.</param>
    public StartOfLayers(ControllerConfig config, string name, ParameterScope scope, Real firstUnit = 0)
    {
        _units = config.Units;
        if (config.Initial != InitialState.Learned)
        {
            if (firstUnit != 0)
                (_fixed = new Real[_units])[0] = firstUnit;
            return;
        }

        _learned = new Parameter[config.Layers];
        for (int i = 0; i < _learned.Length; i++)
            _learned[i] = scope.Child("initial").Tensor($"{name}{i}", new Shape(_units), (_, unit) => unit == 0 ? firstUnit : 0);
    }

    /// <summary>[B, C] the state of one layer.</summary>
    public Variable Of(Tape tape, int layer, int batch)
    {
        if (_learned is not null)
            return tape.Broadcast(tape.Use(_learned[layer]), batch);
        var shape = new Shape(batch, _units);
        return _fixed is null ? tape.Fill(shape, 0) : tape.Constant(_fixed, shape);
    }
}
