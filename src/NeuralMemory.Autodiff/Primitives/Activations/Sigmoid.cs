namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = 1 / (1 + e^-x), element by element; any shape.</summary>
    public Variable Sigmoid(Variable x)
    {
        Touch(x);
        return SigmoidCore(x);
    }

    /// <summary>The engine's <see cref="Sigmoid"/>, whose arguments have been checked.</summary>
    protected abstract Variable SigmoidCore(Variable x);
}
