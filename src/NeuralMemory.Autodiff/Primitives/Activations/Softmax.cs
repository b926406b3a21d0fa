namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>y = softmax x over the last dimension; any shape.</summary>
    public Variable Softmax(Variable x)
    {
        Touch(x);
        return SoftmaxCore(x);
    }

    /// <summary>The engine's <see cref="Softmax"/>, whose arguments have been checked.</summary>
    protected abstract Variable SoftmaxCore(Variable x);
}
