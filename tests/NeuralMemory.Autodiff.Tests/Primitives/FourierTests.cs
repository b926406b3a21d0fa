using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Fourier features of a column, against their equation.</summary>
public sealed class FourierTests
{
    private static readonly double[] Frequencies = [1, 2.5, 4];

    [Fact]
    public void A_row_has_sines_cosines_and_the_number_itself()
    {
        using Workbench bench = new();
        SequenceBatch batch = new();
        batch.Reshape([3, 2], 2, 1);
        for (int row = 0; row < batch.Rows; row++)
            batch.InputRow(row)[1] = (Real)(0.4 * row - 0.9);
        bench.Tape.Reset(batch.Rows);
        Variable features = bench.Tape.Fourier(batch, 1, Frequencies);
        Assert.Equal(new Shape(batch.Rows, 7), features.Shape);
        for (int row = 0; row < batch.Rows; row++)
        {
            double x = (Real)(0.4 * row - 0.9);
            double[] expected =
            [
                .. Frequencies.Select(f => Math.Sin(Math.PI * f * x)), .. Frequencies.Select(f => Math.Cos(Math.PI * f * x)), x,
            ];
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], features.Span[row * 7 + i], 1e-6);
        }
    }

    [Fact]
    public void A_column_that_the_batch_lacks_is_refused()
    {
        using Workbench bench = new();
        SequenceBatch batch = new();
        batch.Reshape([1], 2, 1);
        Assert.ThrowsAny<ArgumentException>(() => bench.Tape.Fourier(batch, 2, Frequencies));
    }
}
