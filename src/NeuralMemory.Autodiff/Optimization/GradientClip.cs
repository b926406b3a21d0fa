namespace NeuralMemory.Autodiff;

/// <summary>What is done to a gradient that is too long, as plain data.</summary>
public abstract record GradientClip
{
    /// <summary>Measures the gradient, and clips it. A gradient that is not finite is left as it is, for the caller to report.</summary>
    /// <param name="gradient">The gradient of all parameters; changed in place only by clipping each entry.</param>
    /// <param name="touched">Which numbers of it may be other than zero; null for all. It changes no bit.</param>
    /// <returns>The gradient's norm as it came, and the factor that is still to be applied, which the optimizer's update takes.</returns>
    public abstract ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null);
}

/// <summary>The outcome of clipping.</summary>
/// <param name="Norm">The Euclidean norm of the whole gradient before clipping; not finite when an entry is not.</param>
/// <param name="Scale">The factor that the optimizer must apply, 1 for none.</param>
public readonly record struct ClippedGradient(double Norm, double Scale)
{
    /// <summary>Whether every entry of the gradient is a finite number. If not, there is no update to make.</summary>
    public bool IsFinite => double.IsFinite(Norm);
}

/// <summary>No clipping.</summary>
public sealed record NoClip : GradientClip
{
    /// <inheritdoc/>
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null) =>
        new(GradientNorm.Of(gradient, touched), 1);
}

/// <summary>Clipping by the global norm (Pascanu, Mikolov and Bengio 2013): a longer gradient keeps its direction.</summary>
public sealed record NormClip : GradientClip
{
    /// <summary>The longest gradient, above 0.</summary>
    public double MaxNorm
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1;

    /// <inheritdoc/>
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null)
    {
        double norm = GradientNorm.Of(gradient, touched);
        return new(norm, norm > MaxNorm && double.IsFinite(norm) ? MaxNorm / norm : 1);
    }
}

/// <summary>Clipping of each entry (Graves 2013): none is further from zero than the bound.</summary>
public sealed record ValueClip : GradientClip
{
    /// <summary>The largest magnitude of an entry, above 0.</summary>
    public double MaxValue
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 10;

    /// <inheritdoc/>
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null)
    {
        double norm = GradientNorm.Of(gradient, touched);
        if (norm > MaxValue && double.IsFinite(norm))
            GradientNorm.Clamp(gradient, (Real)MaxValue, touched);
        return new(norm, 1);
    }
}
