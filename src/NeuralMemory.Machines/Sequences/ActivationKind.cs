namespace NeuralMemory.Machines;

/// <summary>A nonlinearity.</summary>
public enum ActivationKind
{
    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x times the logistic function of x.</summary>
    Silu,
}
