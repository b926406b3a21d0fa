namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = x sigmoid(x), element by element; any shape (Elfwing et al. 2018, arXiv 1702.03118, equation 5).</summary>
    public Variable Silu(Variable x)
    {
        Touch(x);
        return SiluCore(x);
    }

    /// <summary>The engine's <see cref="Silu"/>, whose arguments have been checked.</summary>
    protected abstract Variable SiluCore(Variable x);
}
