using System.Globalization;

namespace NeuralMemory.Torch;

/// <summary>
/// Whether a graph computes what its passes compute without it. What a graph does wrong is wrong altogether: it reads what stood somewhere
/// once, or leaves out what only the host did. Rounding, whose order on a card may be another each time, is forgiven.
/// </summary>
internal static class GraphCheck
{
    /// <summary>How far losses may be apart, relative to the larger one.</summary>
    private const double LossTolerance = 1e-2;

    /// <summary>How large the difference of two gradients may be, relative to the larger one.</summary>
    private const double GradientTolerance = 5e-2;

    /// <summary>Null where they agree; else how they do not.</summary>
    public static string? Compare(Real loss, ReadOnlySpan<Real> gradients, Real replayedLoss, ReadOnlySpan<Real> replayed)
    {
        double expected = loss, actual = replayedLoss;
        if (!double.IsFinite(expected) && !double.IsFinite(actual))
            return null;
        if (!(Math.Abs(expected - actual) <= LossTolerance * Math.Max(Math.Abs(expected), Math.Abs(actual))))
            return string.Create(CultureInfo.InvariantCulture, $"it gave the loss {actual:g6} for {expected:g6}");
        double square = 0, replayedSquare = 0, difference = 0;
        for (int i = 0; i < gradients.Length; i++)
        {
            double one = gradients[i], other = replayed[i];
            square += one * one;
            replayedSquare += other * other;
            difference += (one - other) * (one - other);
        }

        if (!double.IsFinite(square) && !double.IsFinite(replayedSquare))
            return null;
        double norm = Math.Sqrt(square), apart = Math.Sqrt(difference);
        return apart <= GradientTolerance * Math.Max(norm, Math.Sqrt(replayedSquare))
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its gradient was {apart:g3} away from one of {norm:g3}");
    }
}
