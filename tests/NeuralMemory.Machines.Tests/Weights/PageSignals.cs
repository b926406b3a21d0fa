namespace NeuralMemory.Machines.Tests;

/// <summary>An interface vector, taken apart from its beginning.</summary>
internal sealed class PageSignals(double[] numbers)
{
    private int _at;

    /// <summary>Whether all numbers have been taken.</summary>
    public bool IsEmpty => _at == numbers.Length;

    /// <summary>The next signal: for each head some numbers.</summary>
    public double[][] Take(int heads, int width, Converter<double, double>? squash = null)
    {
        var rows = new double[heads][];
        for (int head = 0; head < heads; head++, _at += width)
        {
            rows[head] = numbers.AsSpan(_at, width).ToArray();
            if (squash is not null)
                rows[head] = Array.ConvertAll(rows[head], squash);
        }

        return rows;
    }

    /// <summary>The next signal, of one number for each head.</summary>
    public double[] TakeOne(int heads, Converter<double, double> squash) => [.. Take(heads, 1, squash).Select(row => row[0])];
}
