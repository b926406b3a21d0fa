using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Turns gradients into steps of the parameters. Parameters, gradients and state share the layout of one <see cref="ParameterSet"/>:
/// an update is one loop over numbers that allocates nothing, and padding, which has no gradient, stays zero.
/// </summary>
public interface IOptimizer : IDisposable
{
    /// <summary>How many updates were made. Set it, and fill <see cref="State"/>, to continue a saved run to the bit.</summary>
    long Steps { get; set; }

    /// <summary>What the optimizer remembers between updates, zero before the first one. Empty for plain gradient descent.</summary>
    IReadOnlyList<OptimizerState> State { get; }

    /// <summary>Makes one step along <paramref name="gradient"/> times <paramref name="gradientScale"/>.</summary>
    /// <param name="values">The parameters, as many numbers as the optimizer was built for.</param>
    /// <param name="gradient">The gradient of the loss, of the same length. It must be finite.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="gradientScale">The factor that clipping asks for (<see cref="GradientClip"/>), 1 for none.</param>
    /// <param name="touched">
    /// Which numbers of the gradient may be other than zero (<see cref="Tape.Touched"/>); null for all. It changes no bit.
    /// </param>
    /// <param name="ranges">Divides the numbers among threads; null for the caller's thread alone. It changes no bit.</param>
    /// <exception cref="ArgumentException">A length differs from the one that the optimizer was built for.</exception>
    void Update(
        Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale = 1, TouchedNumbers? touched = null,
        NumberRanges? ranges = null);
}
