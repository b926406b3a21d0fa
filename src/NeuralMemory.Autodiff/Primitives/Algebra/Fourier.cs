using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>Fourier features of a number (Jaegle et al. 2021, arXiv 2103.03206, section 3.2).</summary>
public static class FourierRow
{
    /// <summary>Writes sin(pi f x) for each frequency f, then cos(pi f x), then x itself.</summary>
    /// <param name="x">The number.</param>
    /// <param name="frequencies">K frequencies.</param>
    /// <param name="features">[2 K + 1] receives them.</param>
    public static void Write(double x, ReadOnlySpan<double> frequencies, Span<Real> features)
    {
        for (int band = 0; band < frequencies.Length; band++)
        {
            (double sine, double cosine) = Math.SinCos(Math.PI * frequencies[band] * x);
            (features[band], features[frequencies.Length + band]) = ((Real)sine, (Real)cosine);
        }

        features[2 * frequencies.Length] = (Real)x;
    }
}

public abstract partial class Tape
{
    private Real[] _fourier = [];

    /// <summary>
    /// <see cref="FourierRow"/> of a column of a batch's inputs. No gradient passes: they are as given as the inputs are.
    /// </summary>
    /// <param name="batch">The batch, which must stay as it is until the pass is over.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="frequencies">K frequencies.</param>
    /// <returns>[batch.Rows, 2 K + 1]</returns>
    public Variable Fourier(SequenceBatch batch, int column, ReadOnlySpan<double> frequencies)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Expect.That(column >= 0 && column < batch.InputWidth, $"column {column} of {batch.InputWidth}");
        return FourierCore(batch, column, frequencies);
    }

    /// <summary>The engine's <see cref="Fourier"/>: on the host, and then a constant.</summary>
    protected virtual Variable FourierCore(SequenceBatch batch, int column, ReadOnlySpan<double> frequencies)
    {
        int width = 2 * frequencies.Length + 1;
        if (_fourier.Length < batch.Rows * width)
            _fourier = new Real[batch.Rows * width];
        for (int row = 0; row < batch.Rows; row++)
            FourierRow.Write(batch.InputRow(row)[column], frequencies, _fourier.AsSpan(row * width, width));
        return Constant(_fourier.AsSpan(0, batch.Rows * width), new Shape(batch.Rows, width));
    }
}
