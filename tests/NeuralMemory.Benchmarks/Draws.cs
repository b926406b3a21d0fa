using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Operands of benchmarks: the same numbers in every run.</summary>
internal static class Draws
{
    private static readonly StreamKey Root = StreamKey.FromSeed(1);

    /// <summary>Standard normal numbers, times <paramref name="scale"/>.</summary>
    public static NativeBuffer Gaussian(int count, string name, double scale = 1)
    {
        var stream = new RandomStream(Root.Split(name));
        return Filled(count, () => scale * stream.NextGaussian());
    }

    /// <summary>Uniform numbers of [low, high).</summary>
    public static NativeBuffer Uniform(int count, string name, double low, double high)
    {
        var stream = new RandomStream(Root.Split(name));
        return Filled(count, () => stream.NextDouble(low, high));
    }

    /// <summary>Rows of <paramref name="width"/> positive numbers that sum to 1, some of them much larger than others.</summary>
    public static NativeBuffer Distributions(int rows, int width, string name)
    {
        var stream = new RandomStream(Root.Split(name));
        NativeBuffer buffer = Filled(rows * width, () => Math.Exp(2 * stream.NextGaussian()));
        for (int row = 0; row < rows; row++)
        {
            Span<Real> weights = buffer.Span.Slice(row * width, width);
            Real sum = 0;
            foreach (Real weight in weights)
                sum += weight;
            foreach (ref Real weight in weights)
                weight /= sum;
        }

        return buffer;
    }

    private static NativeBuffer Filled(int count, Func<double> draw)
    {
        var buffer = new NativeBuffer(count);
        foreach (ref Real number in buffer.Span)
            number = (Real)draw();
        return buffer;
    }
}
