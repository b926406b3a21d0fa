using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The gates and cells of one layer of LSTM without peepholes; forget biases begin at 1 (Jozefowicz, Zaremba and Sutskever 2015), or where
/// the configuration says, which where gates are normalised stands in the normalisation's bias.
/// </summary>
internal sealed class LstmLayer
{
    private readonly Parameter? _gates;
    private readonly Normalization? _norm;
    private readonly Real _clip;

    /// <summary>A layer whose gates are a linear layer.</summary>
    /// <param name="config">The controller: units, normalisation and the cells' bound.</param>
    /// <param name="name">What the linear layer is called.</param>
    /// <param name="inputWidth">The numbers that it sees, its own past included.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public LstmLayer(ControllerConfig config, string name, int inputWidth, ParameterScope scope)
        : this(config, scope.Linear(name, inputWidth, 4 * config.Units, Initializer(config)), scope.Child(name))
    {
    }

    /// <summary>A layer whose gates come from elsewhere.</summary>
    /// <param name="config">The controller.</param>
    /// <param name="scope">Where <c>norm</c> is declared.</param>
    public LstmLayer(ControllerConfig config, ParameterScope scope) : this(config, null, scope)
    {
    }

    private LstmLayer(ControllerConfig config, Parameter? gates, ParameterScope scope)
    {
        (_gates, _clip) = (gates, (Real)config.CellClip);
        _norm = Normalization.For(config, 4, scope.Child("norm"), ForgetBias(config));
    }

    /// <summary>What is added to biases of gates as they begin: something for the forget gate.</summary>
    public static Func<int, Real> ForgetBias(ControllerConfig config)
    {
        (int units, Real bias) = (config.Units, (Real)config.ForgetBias);
        return output => output / units == 1 ? bias : 0;
    }

    /// <summary>One step of the linear layer and of what follows.</summary>
    public (Variable Hidden, Variable Cell) Next(Tape tape, ReadOnlySpan<Variable> inputs, Variable cell) =>
        Next(tape, tape.Linear(_gates!, inputs), cell);

    /// <summary>One step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="gates">[B, 4 C] pre-activations, which nothing else uses.</param>
    /// <param name="cell">[at least B, C]</param>
    public (Variable Hidden, Variable Cell) Next(Tape tape, Variable gates, Variable cell)
    {
        (Variable hidden, Variable next) = tape.LstmGates(_norm?.Of(tape, gates) ?? gates, cell);
        return (hidden, _clip > 0 ? tape.Clamp(next, _clip) : next);
    }

    private static LinearInitializer Initializer(ControllerConfig config) =>
        new() { BiasOf = config.Normalize ? null : ForgetBias(config) };
}
