namespace NeuralMemory.Reports;

/// <summary>How numbers become shades.</summary>
public enum ScaleCurve
{
    /// <summary>Evenly from the least to the greatest.</summary>
    Linear,

    /// <summary>By their square roots, so that light weights can be seen: 0.01 is as far from 0 as a tenth of the scale.</summary>
    Root,

    /// <summary>Evenly on both sides of zero.</summary>
    Signed,
}

/// <summary>From numbers to shades.</summary>
/// <param name="Low">The least number.</param>
/// <param name="High">The greatest number, above <paramref name="Low"/>.</param>
/// <param name="Curve">What is between.</param>
public readonly record struct ValueScale(double Low, double High, ScaleCurve Curve)
{
    /// <summary>Weights: the same in all pictures.</summary>
    public static ValueScale Weights { get; } = new(0, 1, ScaleCurve.Root);

    /// <summary>Gates, bits and probabilities: the same in all pictures.</summary>
    public static ValueScale Unit { get; } = new(0, 1, ScaleCurve.Linear);

    /// <summary>Numbers of any sign.</summary>
    /// <param name="most">The greatest of their amounts.</param>
    public static ValueScale Signed(double most) => new(-Positive(most), Positive(most), ScaleCurve.Signed);

    /// <summary>Where a number is, in [0, 1].</summary>
    public double this[double value]
    {
        get
        {
            double share = Math.Clamp((value - Low) / (High - Low), 0, 1);
            return Curve == ScaleCurve.Root ? Math.Sqrt(share) : share;
        }
    }

    /// <summary>The colors for it.</summary>
    public ColorMap Colors => Curve == ScaleCurve.Signed ? ColorMap.Diverging : ColorMap.Sequential;

    private static double Positive(double most) => most > 0 ? most : 1;
}
