namespace NeuralMemory.Autodiff;

/// <summary>What is done to a gradient that is too long, as plain data.</summary>
public abstract record GradientClip
{
    /// <summary>Measures the gradient, and clips it. A gradient that is not finite is left as it is, for the caller to report.</summary>
    /// <param name="gradient">The gradient of all parameters; changed in place only by clipping each entry.</param>
    /// <param name="touched">Which numbers of it may be other than zero; null for all. It changes no bit.</param>
    /// <param name="squares">What <see cref="Square"/> gave, where several threads have measured; empty to measure here.</param>
    /// <returns>The gradient's norm as it came, and the factor that is still to be applied, which the optimizer's update takes.</returns>
    public abstract ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null, ReadOnlySpan<double> squares = default);

    /// <summary>How many sums of squares a gradient has.</summary>
    /// <param name="length">How many numbers it has.</param>
    public static int SquaresOf(int length) => (int)(((long)length + GradientNorm.Block - 1) / GradientNorm.Block);

    /// <summary>Measures a part of a gradient, as <see cref="Apply"/> does of the whole: the sums of squares of its blocks.</summary>
    /// <param name="gradient">The whole gradient.</param>
    /// <param name="first">The first number of the part, a multiple of <see cref="Numerics.NumberRanges.Quantum"/>.</param>
    /// <param name="end">One more than the last; such a multiple, too, or the end of the gradient.</param>
    /// <param name="touched">Which numbers may be other than zero; null for all. It changes no bit.</param>
    /// <param name="squares">[<see cref="SquaresOf"/>] receives those of the part.</param>
    public static void Square(ReadOnlySpan<Real> gradient, int first, int end, TouchedNumbers? touched, Span<double> squares)
    {
        for (int start = first; start < end; start += GradientNorm.Block)
            squares[start / GradientNorm.Block] = GradientNorm.SquaresOf(gradient, start, touched);
    }
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
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null, ReadOnlySpan<double> squares = default) =>
        new(GradientNorm.Of(gradient, touched, squares), 1);
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
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null, ReadOnlySpan<double> squares = default)
    {
        double norm = GradientNorm.Of(gradient, touched, squares);
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
    public override ClippedGradient Apply(Span<Real> gradient, TouchedNumbers? touched = null, ReadOnlySpan<double> squares = default)
    {
        double norm = GradientNorm.Of(gradient, touched, squares);
        if (norm > MaxValue && double.IsFinite(norm))
            GradientNorm.Clamp(gradient, (Real)MaxValue, touched);
        return new(norm, 1);
    }
}
