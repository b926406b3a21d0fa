using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The small network of a layer, each row by itself (Vaswani et al. 2017, section 3.3); its units may be multiplied by gates, which go
/// through the nonlinearity in their place (Shazeer 2020, arXiv 2002.05202, equation 6).
/// </summary>
internal sealed class FeedForwardLayer(int width, int hidden, ActivationKind activation, ParameterScope scope, bool isGated = false)
{
    private readonly Parameter _hidden = scope.Linear("hidden", width, hidden, LinearInitializer.Default, uniform: true);
    private readonly Parameter? _gate =
        isGated ? scope.Linear("gate", width, hidden, LinearInitializer.Default, uniform: true) : null;

    private readonly Parameter _output = scope.Linear("output", hidden, width, LinearInitializer.Default, uniform: true);

    /// <summary>[R, E] from [R, E].</summary>
    public Variable Run(Tape tape, Variable x)
    {
        Variable hidden = tape.Linear(_hidden, x);
        return tape.Linear(
            _output, _gate is null ? Active(tape, hidden) : tape.Multiply(hidden, Active(tape, tape.Linear(_gate, x))));
    }

    private Variable Active(Tape tape, Variable x) => activation switch
    {
        ActivationKind.Gelu => tape.Gelu(x),
        ActivationKind.Silu => tape.Silu(x),
        _ => tape.Relu(x),
    };
}
