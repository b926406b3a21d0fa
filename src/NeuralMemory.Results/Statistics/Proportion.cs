namespace NeuralMemory.Results;

/// <summary>How often something happened, with what that says about its probability.</summary>
/// <param name="Successes">How often.</param>
/// <param name="Trials">In how many trials.</param>
public readonly record struct Proportion(int Successes, int Trials)
{
    /// <summary>The quantile of the normal distribution that leaves 2.5 % on each side.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The share, 0 to 1; NaN without trials.</summary>
    public double Share => (double)Successes / Trials;

    /// <summary>The lower end of the probability's 95 % score interval (Wilson 1927); 0 without trials.</summary>
    public double Low => Trials == 0 ? 0 : Math.Max(0, Center - Spread);

    /// <summary>The upper end of the probability's 95 % score interval (Wilson 1927); 1 without trials.</summary>
    public double High => Trials == 0 ? 1 : Math.Min(1, Center + Spread);

    private double Center => (Share + Z * Z / (2 * Trials)) / (1 + Z * Z / Trials);

    private double Spread =>
        Z / (1 + Z * Z / Trials) * Math.Sqrt(Share * (1 - Share) / Trials + Z * Z / (4.0 * Trials * Trials));
}
