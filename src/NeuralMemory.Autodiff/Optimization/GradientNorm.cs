using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMemory.Autodiff;

/// <summary>The loops of <see cref="GradientClip"/>.</summary>
internal static class GradientNorm
{
    /// <summary>Numbers whose squares are summed at the engine's precision before the sum goes on in double.</summary>
    private const int Block = 512;

    /// <summary>The Euclidean norm; infinite or NaN only when an entry is.</summary>
    internal static double Of(ReadOnlySpan<Real> gradient)
    {
        double sum = 0;
        for (int start = 0; start < gradient.Length; start += Block)
            sum += SumOfSquares(gradient[start..Math.Min(start + Block, gradient.Length)]);
        return double.IsFinite(sum) ? Math.Sqrt(sum) : ScaledNorm(gradient);
    }

    /// <summary>Moves every entry into [-bound, bound].</summary>
    internal static void Clamp(Span<Real> gradient, Real bound)
    {
        foreach (ref Real entry in gradient)
            entry = Math.Clamp(entry, -bound, bound);
    }

    private static double SumOfSquares(ReadOnlySpan<Real> block)
    {
        ReadOnlySpan<Vector<Real>> vectors = MemoryMarshal.Cast<Real, Vector<Real>>(block);
        Vector<Real> even = default, odd = default;
        int i = 0;
        for (; i + 1 < vectors.Length; i += 2)
        {
            even = Vector.FusedMultiplyAdd(vectors[i], vectors[i], even);
            odd = Vector.FusedMultiplyAdd(vectors[i + 1], vectors[i + 1], odd);
        }

        double sum = (double)Vector.Sum(even) + Vector.Sum(odd);
        foreach (Real entry in block[(i * Vector<Real>.Count)..])
            sum += (double)entry * entry;
        return sum;
    }

    /// <summary>The norm by way of the largest entry: squares of finite numbers can overflow where the norm does not.</summary>
    private static double ScaledNorm(ReadOnlySpan<Real> gradient)
    {
        double largest = 0, sum = 0;
        foreach (Real entry in gradient)
            largest = Math.Max(largest, Math.Abs((double)entry));
        if (!double.IsFinite(largest))
            return largest;
        foreach (Real entry in gradient)
            sum += entry / largest * (entry / largest);
        return largest * Math.Sqrt(sum);
    }
}
