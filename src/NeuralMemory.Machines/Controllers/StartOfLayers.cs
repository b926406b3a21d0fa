using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The states of a controller's layers before the first step.</summary>
internal sealed class StartOfLayers
{
    private readonly Parameter[]? _learned;
    private readonly int _units;

    /// <param name="config">The controller.</param>
    /// <param name="name">Which of a layer's states; where they are learned, their parameters are <c>initial/name0</c> and so on.</param>
    /// <param name="scope">Where they are declared.</param>
    public StartOfLayers(ControllerConfig config, string name, ParameterScope scope)
    {
        _units = config.Units;
        if (config.Initial != InitialState.Learned)
            return;
        _learned = new Parameter[config.Layers];
        for (int i = 0; i < _learned.Length; i++)
            _learned[i] = scope.Child("initial").Tensor($"{name}{i}", new Shape(_units), (_, _) => 0);
    }

    /// <summary>[B, C] the state of one layer.</summary>
    public Variable Of(Tape tape, int layer, int batch) => _learned is null
        ? tape.Fill(new Shape(batch, _units), 0)
        : tape.Broadcast(tape.Use(_learned[layer]), batch);
}
