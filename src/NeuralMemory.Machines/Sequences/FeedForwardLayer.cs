using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The small network of a layer, each row by itself (Vaswani et al. 2017, section 3.3).</summary>
internal sealed class FeedForwardLayer(int width, int hidden, ActivationKind activation, ParameterScope scope)
{
    private readonly Parameter _hidden = scope.Linear("hidden", width, hidden, LinearInitializer.Default, uniform: true);
    private readonly Parameter _output = scope.Linear("output", hidden, width, LinearInitializer.Default, uniform: true);

    /// <summary>[R, E] from [R, E].</summary>
    public Variable Run(Tape tape, Variable x)
    {
        Variable hidden = tape.Linear(_hidden, x);
        return tape.Linear(_output, activation == ActivationKind.Gelu ? tape.Gelu(hidden) : tape.Relu(hidden));
    }
}
