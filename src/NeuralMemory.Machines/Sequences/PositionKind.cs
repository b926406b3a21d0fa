namespace NeuralMemory.Machines;

/// <summary>How a machine that sees all steps at once knows their order.</summary>
public enum PositionKind
{
    /// <summary>Not at all, but for what a causal mask gives away.</summary>
    None,

    /// <summary>Sines and cosines of the place are added to what is embedded (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>A vector of each place, which training finds, is added to what is embedded; only so many places are known.</summary>
    Learned,

    /// <summary>Queries and keys are turned by angles that grow with the place (Su et al. 2021, arXiv 2104.09864).</summary>
    Rotary,

    /// <summary>Scores fall with distance (Press, Smith and Lewis 2022, arXiv 2108.12409).</summary>
    Alibi,
}
