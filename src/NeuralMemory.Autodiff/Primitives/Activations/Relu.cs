namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = max(0, x), element by element; any shape. No gradient passes where x is at most 0. NaN stays NaN.</summary>
    public Variable Relu(Variable x)
    {
        Touch(x);
        return ReluCore(x);
    }

    /// <summary>The engine's <see cref="Relu"/>, whose arguments have been checked.</summary>
    protected abstract Variable ReluCore(Variable x);
}
