using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Fourier features of a coordinate x in [-1, 1] (Jaegle et al. 2021, section 3.2): sin(pi f x) for each frequency f, evenly spaced from 1
/// to half of the largest, then cos(pi f x), then x itself.
/// </summary>
/// <param name="bands">K, the number of frequencies, at least 1.</param>
/// <param name="maxFrequency">Twice the largest frequency.</param>
internal sealed class FourierFeatures(int bands, double maxFrequency)
{
    private readonly double[] _frequencies =
    [
        .. Enumerable.Range(0, bands).Select(band => bands == 1 ? 1 : 1 + band * (maxFrequency / 2 - 1) / (bands - 1)),
    ];

    /// <summary>2 K + 1, the numbers of one coordinate.</summary>
    public int Width { get; } = 2 * bands + 1;

    /// <summary>The frequencies.</summary>
    public ReadOnlySpan<double> Frequencies => _frequencies;

    /// <summary>Writes the features of a coordinate.</summary>
    /// <param name="x">The coordinate.</param>
    /// <param name="features">[2 K + 1]</param>
    public void Write(double x, Span<Real> features) => FourierRow.Write(x, _frequencies, features);
}
