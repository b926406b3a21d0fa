namespace NeuralMemory.Autodiff;

/// <summary>
/// An optimizer as plain data; <see cref="Build(ParameterSet)"/> makes one. The learning rate is a <see cref="Schedule"/>'s.
/// </summary>
public abstract record OptimizerConfig
{
    /// <summary>The kind's name in a config, such as <c>adam</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Builds the optimizer, its state zero.</summary>
    /// <param name="length">The <see cref="ParameterSet.Length"/> of the parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">A property is outside its range.</exception>
    /// <exception cref="ArgumentException">The length is not that of a parameter set: a multiple of a cache line.</exception>
    public abstract IOptimizer Build(int length);

    /// <summary>Builds the optimizer for some parameters, its state zero.</summary>
    /// <param name="parameters">The parameters; they need not be complete.</param>
    /// <exception cref="ArgumentOutOfRangeException">A property is outside its range.</exception>
    public virtual IOptimizer Build(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Build(parameters.Length);
    }

    private protected static void InUnitInterval(double value, string name)
    {
        // Not ThrowIfNegative, which takes -0 for negative.
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1, name);
    }
}
