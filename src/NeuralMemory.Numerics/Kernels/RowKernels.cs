using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>Loops over rows of whole vectors, as <see cref="WordRows"/> has them. A row's result does not depend on its place.</summary>
public static unsafe class RowKernels
{
    /// <summary>products[row] = scales[row] (key . row).</summary>
    /// <param name="key">[stride] filled up with zeros like a row.</param>
    /// <param name="rows">[count, stride]</param>
    /// <param name="stride">A multiple of a vector's numbers.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="scales">[count]</param>
    /// <param name="products">[count]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(Real* key, Real* rows, int stride, int count, Real* scales, Real* products)
    {
        int lanes = Vector<Real>.Count, row = 0;
        for (; row <= count - 4; row += 4)
        {
            Real* one = rows + (long)row * stride, two = one + stride, three = two + stride, four = three + stride;
            Vector<Real> sum1 = Vector<Real>.Zero, sum2 = sum1, sum3 = sum1, sum4 = sum1;
            for (int i = 0; i < stride; i += lanes)
            {
                Vector<Real> part = Vector.Load(key + i);
                sum1 = Vector.FusedMultiplyAdd(part, Vector.Load(one + i), sum1);
                sum2 = Vector.FusedMultiplyAdd(part, Vector.Load(two + i), sum2);
                sum3 = Vector.FusedMultiplyAdd(part, Vector.Load(three + i), sum3);
                sum4 = Vector.FusedMultiplyAdd(part, Vector.Load(four + i), sum4);
            }

            products[row] = scales[row] * Vector.Sum(sum1);
            products[row + 1] = scales[row + 1] * Vector.Sum(sum2);
            products[row + 2] = scales[row + 2] * Vector.Sum(sum3);
            products[row + 3] = scales[row + 3] * Vector.Sum(sum4);
        }

        for (; row < count; row++)
            products[row] = scales[row] * Dot(key, rows + (long)row * stride, stride);
    }

    /// <summary>key . row, with the bits of <see cref="Dots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Dot(Real* key, Real* row, int stride)
    {
        Vector<Real> sum = Vector<Real>.Zero;
        for (int i = 0; i < stride; i += Vector<Real>.Count)
            sum = Vector.FusedMultiplyAdd(Vector.Load(key + i), Vector.Load(row + i), sum);
        return Vector.Sum(sum);
    }
}
