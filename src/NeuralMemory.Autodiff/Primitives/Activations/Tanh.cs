namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = tanh x, element by element; any shape.</summary>
    public Variable Tanh(Variable x)
    {
        Touch(x);
        return TanhCore(x);
    }

    /// <summary>The engine's <see cref="Tanh"/>, whose arguments have been checked.</summary>
    protected abstract Variable TanhCore(Variable x);
}
