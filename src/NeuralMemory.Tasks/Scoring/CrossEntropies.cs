using System.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>Cross-entropies from logits in nats, accurate where they are tiny and finite for every finite logit.</summary>
internal static class CrossEntropies
{
    /// <summary>Of a bit: -y log s(x) - (1-y) log(1-s(x)), without an exponential that overflows.</summary>
    public static double OfBit(double x, double y) => Math.Max(x, 0) - x * y + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>Of a symbol: the sum over its classes of y (log sum e^x - x).</summary>
    /// <param name="logits">One of each class.</param>
    /// <param name="wanted">The distribution wanted.</param>
    /// <param name="largest">The index of a largest logit.</param>
    public static double OfSymbol(ReadOnlySpan<Real> logits, ReadOnlySpan<Real> wanted, int largest)
    {
        Real most = logits[largest];
        double above = LogSumAbove(logits, largest), nats = 0;
        for (int i = 0; i < wanted.Length; i++)
            if (wanted[i] != 0)
                nats += wanted[i] * (above + ((double)most - logits[i]));
        return nats;
    }

    /// <summary>The same where one class alone is wanted.</summary>
    /// <param name="logits">One of each class.</param>
    /// <param name="wanted">The class.</param>
    /// <param name="largest">The index of a largest logit.</param>
    public static double OfSymbol(ReadOnlySpan<Real> logits, int wanted, int largest) =>
        LogSumAbove(logits, largest) + ((double)logits[largest] - logits[wanted]);

    /// <summary>The index of the largest number, the first of several; of one that is no number, where there is one.</summary>
    public static int IndexOfLargest(ReadOnlySpan<Real> x)
    {
        int largest = 0;
        for (int i = 1; i < x.Length && !Real.IsNaN(x[largest]); i++)
            if (!(x[i] <= x[largest]))
                largest = i;
        return largest;
    }

    /// <summary>
    /// log sum e^(x - the largest x). The largest one, which is e^0 = 1, is taken apart: what the others add to it may be tiny.
    /// </summary>
    private static double LogSumAbove(ReadOnlySpan<Real> x, int largest) =>
        LogOnePlus(SumOfExponentials(x[..largest], x[largest]) + SumOfExponentials(x[(largest + 1)..], x[largest]));

    /// <summary>The sum of e^(x - shift), where no x is above the shift.</summary>
    private static double SumOfExponentials(ReadOnlySpan<Real> x, Real shift)
    {
        int width = Vector<Real>.Count, i = 0;
        var shifts = new Vector<Real>(shift);
        Vector<Real> sums = default;
        for (; i <= x.Length - width; i += width)
            sums += Vector.Exp(new Vector<Real>(x[i..]) - shifts);
        double sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += Math.Exp((double)x[i] - shift);
        return sum;
    }

    /// <summary>log(1 + y), accurate for tiny y too (Kahan).</summary>
    private static double LogOnePlus(double y)
    {
        double u = 1 + y;
        return u == 1 ? y : Math.Log(u) * (y / (u - 1));
    }
}
