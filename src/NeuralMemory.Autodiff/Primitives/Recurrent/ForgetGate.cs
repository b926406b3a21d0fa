namespace NeuralMemory.Autodiff;

/// <summary>How a memory with exponential gates makes its forget gate from the pre-activation (Beck et al. 2024, section 2.2).</summary>
public enum ForgetGate
{
    /// <summary>1 / (1 + e^-f).</summary>
    Sigmoid,

    /// <summary>e^f.</summary>
    Exponential,
}
