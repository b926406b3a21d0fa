using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The network that makes what is written of what the controller puts out.</summary>
internal sealed class TapeWriter
{
    private readonly Parameter[] _layers;
    private readonly Parameter _output;

    public TapeWriter(TapeWriteConfig config, int inputWidth, int outputWidth, ParameterScope scope)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(config.Layers);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Units, 1);
        _layers = new Parameter[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
            _layers[i] = scope.Linear($"layer{i}", i == 0 ? inputWidth : config.Units, config.Units, LinearInitializer.Default);
        _output = scope.Linear("output", _layers.Length == 0 ? inputWidth : config.Units, outputWidth, LinearInitializer.Default);
    }

    /// <summary>[B, P W] of the controller's output.</summary>
    public Variable Run(Tape tape, ReadOnlySpan<Variable> seen)
    {
        if (_layers.Length == 0)
            return tape.Linear(_output, seen);
        Variable x = tape.Relu(tape.Linear(_layers[0], seen));
        for (int i = 1; i < _layers.Length; i++)
            x = tape.Relu(tape.Linear(_layers[i], x));
        return tape.Linear(_output, x);
    }
}
