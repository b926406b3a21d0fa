using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Layer normalisation of a linear layer's outputs (Ba, Kiros and Hinton 2016): each of its parts, such as the gates of a recurrent
/// layer, on its own over the units, with a gain and a bias of every unit.
/// </summary>
internal sealed class Normalization
{
    private readonly Parameter _gain, _bias;
    private readonly int _parts;

    /// <param name="units">How many numbers a part has.</param>
    /// <param name="parts">How many parts the layer has.</param>
    /// <param name="scope">Where <c>gain</c> and <c>bias</c> are declared.</param>
    /// <param name="biasOf">Where biases begin; null for 0.</param>
    public Normalization(int units, int parts, ParameterScope scope, Func<int, Real>? biasOf = null)
    {
        var shape = new Shape(parts * units);
        _parts = parts;
        _gain = scope.Tensor("gain", shape, (_, _) => 1);
        _bias = scope.Tensor("bias", shape, (_, i) => biasOf?.Invoke(i) ?? 0);
    }

    /// <summary>
    /// The normalisation of a layer; null where <paramref name="config"/> wants none. Gains begin at 1 and biases at 0.
    /// </summary>
    /// <param name="config">The controller.</param>
    /// <param name="parts">How many parts of <see cref="ControllerConfig.Units"/> each the layer has.</param>
    /// <param name="scope">Where <c>gain</c> and <c>bias</c> are declared.</param>
    /// <param name="biasOf">Other biases to begin with; null for none.</param>
    public static Normalization? For(ControllerConfig config, int parts, ParameterScope scope, Func<int, Real>? biasOf = null) =>
        config.Normalize ? new(config.Units, parts, scope, biasOf) : null;

    /// <summary>[B, parts C] normalised.</summary>
    public Variable Of(Tape tape, Variable x) => tape.LayerNorm(x, tape.Use(_gain), tape.Use(_bias), _parts);
}
