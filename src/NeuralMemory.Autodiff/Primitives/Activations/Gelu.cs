namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// y = x P(X &lt; x) of a normal X, element by element; any shape (Hendrycks and Gimpel 2016, arXiv 1606.08415): the exact form, not
    /// one of its approximations.
    /// </summary>
    public Variable Gelu(Variable x)
    {
        Touch(x);
        return GeluCore(x);
    }

    /// <summary>The engine's <see cref="Gelu"/>, whose arguments have been checked.</summary>
    protected abstract Variable GeluCore(Variable x);
}
