using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMemory.Autodiff;

/// <summary>The loops of <see cref="GradientClip"/>.</summary>
internal static class GradientNorm
{
    /// <summary>Numbers whose squares are summed at the engine's precision before the sum goes on in double.</summary>
    internal const int Block = 512;

    private const int StretchesOfBlock = Block / TouchedNumbers.Stretch;

    /// <summary>The Euclidean norm; infinite or NaN only when an entry is.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="touched">Which numbers may be other than zero; null for all. The sum has the same bits.</param>
    /// <param name="squares">The sums of squares of its blocks, where they are known; empty where not. They change no bit.</param>
    internal static double Of(ReadOnlySpan<Real> gradient, TouchedNumbers? touched, ReadOnlySpan<double> squares)
    {
        double sum = 0;
        if (squares.IsEmpty)
            for (int start = 0; start < gradient.Length; start += Block)
                sum += SquaresOf(gradient, start, touched);
        foreach (double known in squares)
            sum += known;
        return double.IsFinite(sum) ? Math.Sqrt(sum) : ScaledNorm(gradient);
    }

    /// <summary>The sum of squares of the block that begins with a number.</summary>
    internal static double SquaresOf(ReadOnlySpan<Real> gradient, int start, TouchedNumbers? touched) =>
        (touched?.EightFrom(start / TouchedNumbers.Stretch) ?? byte.MaxValue) is > 0 and var stretches
            ? SumOfSquares(gradient[start..Math.Min(start + Block, gradient.Length)], stretches)
            : 0;

    /// <summary>Moves every entry into [-bound, bound].</summary>
    internal static void Clamp(Span<Real> gradient, Real bound, TouchedNumbers? touched)
    {
        for (int at = 0; TouchedNumbers.Next(touched, gradient.Length, ref at, out int first, out int end);)
            foreach (ref Real entry in gradient[first..end])
                entry = Math.Clamp(entry, -bound, bound);
    }

    /// <summary>
    /// Two sums side by side over the stretches of a block that are touched: each has pairs of vectors, so that zeros that are left out
    /// would have been added to the same sums.
    /// </summary>
    private static double SumOfSquares(ReadOnlySpan<Real> block, byte stretches)
    {
        Vector<Real> even = default, odd = default;
        ReadOnlySpan<Real> tail = default;
        for (int stretch = 0; stretch < StretchesOfBlock && stretch * TouchedNumbers.Stretch < block.Length; stretch++)
        {
            if ((stretches >> stretch & 1) == 0)
                continue;
            ReadOnlySpan<Real> numbers = block[(stretch * TouchedNumbers.Stretch)..];
            if (numbers.Length > TouchedNumbers.Stretch)
                numbers = numbers[..TouchedNumbers.Stretch];
            ReadOnlySpan<Vector<Real>> vectors = MemoryMarshal.Cast<Real, Vector<Real>>(numbers);
            int i = 0;
            for (; i + 1 < vectors.Length; i += 2)
            {
                even = Vector.FusedMultiplyAdd(vectors[i], vectors[i], even);
                odd = Vector.FusedMultiplyAdd(vectors[i + 1], vectors[i + 1], odd);
            }

            tail = numbers[(i * Vector<Real>.Count)..];
        }

        double sum = (double)Vector.Sum(even) + Vector.Sum(odd);
        foreach (Real entry in tail)
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
