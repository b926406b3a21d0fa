namespace NeuralMemory.Machines;

/// <summary>A nonlinearity.</summary>
public enum ActivationKind
{
    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>max(x, 0).</summary>
    Relu,
}
