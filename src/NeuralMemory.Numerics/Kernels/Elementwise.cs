using System.Numerics;
using System.Runtime.CompilerServices;
#if !REAL_IS_DOUBLE
using System.Runtime.Intrinsics;
#endif

namespace NeuralMemory.Numerics;

/// <summary>Loops over contiguous numbers. Source and destination may be the same; they must not overlap otherwise.</summary>
public static unsafe class Elementwise
{
    /// <summary>
    /// destination[i] = f(source[i]). What is left over goes through the same vector code, so a value does not depend on its place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(Real* source, Real* destination, int count)
        where TOperator : struct, IUnaryOperator
    {
        int width = Vector<Real>.Count;
        if (count < width)
        {
            MapFew<TOperator>(source, destination, count);
            return;
        }

        // The last vector overlaps the one before it; it is computed first, while its part of the source is still what it was.
        Vector<Real> last = TOperator.Invoke(Vector.Load(source + count - width));
        for (int i = 0; i < count - width; i += width)
            Vector.Store(TOperator.Invoke(Vector.Load(source + i)), destination + i);
        Vector.Store(last, destination + count - width);
    }

    private static void MapFew<TOperator>(Real* source, Real* destination, int count)
        where TOperator : struct, IUnaryOperator
    {
        Real* few = stackalloc Real[Vector<Real>.Count];
        Vector.Store(Vector<Real>.One, few);
        for (int i = 0; i < count; i++)
            few[i] = source[i];
        Vector.Store(TOperator.Invoke(Vector.Load(few)), few);
        for (int i = 0; i < count; i++)
            destination[i] = few[i];
    }

    /// <summary>destination[i] += source[i].</summary>
    public static void Add(Real* source, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.Add(source, destination, count) : 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(destination + i) + Vector.Load(source + i), destination + i);
        for (; i < count; i++)
            destination[i] += source[i];
    }

    /// <summary>destination[i] = a[i] + b[i]. The destination may be one of them.</summary>
    public static void Plus(Real* a, Real* b, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.Plus(a, b, destination, count) : 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(a + i) + Vector.Load(b + i), destination + i);
        for (; i < count; i++)
            destination[i] = a[i] + b[i];
    }

    /// <summary>destination[i] = a[i] * b[i]. The destination may be one of them.</summary>
    public static void Times(Real* a, Real* b, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.Times(a, b, destination, count) : 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(a + i) * Vector.Load(b + i), destination + i);
        for (; i < count; i++)
            destination[i] = a[i] * b[i];
    }

    /// <summary>destination[i] = scale * source[i].</summary>
    public static void Scale(Real scale, Real* source, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.Scale(scale, source, destination, count) : 0;
        Vector<Real> factor = Vector.Create(scale);
        for (; i <= count - width; i += width)
            Vector.Store(factor * Vector.Load(source + i), destination + i);
        for (; i < count; i++)
            destination[i] = scale * source[i];
    }

    /// <summary>destination[i] += a[i] * b[i], fused everywhere, so a value does not depend on its place.</summary>
    public static void AddTimes(Real* a, Real* b, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.AddTimes(a, b, destination, count) : 0;
        for (; i <= count - width; i += width)
            Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), Vector.Load(destination + i)), destination + i);
        for (; i < count; i++)
            destination[i] = Real.FusedMultiplyAdd(a[i], b[i], destination[i]);
    }

    /// <summary>destination[i] += scale * source[i], fused everywhere, so a value does not depend on its place.</summary>
    public static void AddScaled(Real scale, Real* source, Real* destination, int count)
    {
        int width = Vector<Real>.Count, i = WideVectors.InLoops ? Elementwise512.AddScaled(scale, source, destination, count) : 0;
        Vector<Real> factor = Vector.Create(scale);
        for (; i <= count - width; i += width)
            Vector.Store(Vector.FusedMultiplyAdd(factor, Vector.Load(source + i), Vector.Load(destination + i)), destination + i);
        for (; i < count; i++)
            destination[i] = Real.FusedMultiplyAdd(scale, source[i], destination[i]);
    }

    /// <summary>destination[i] = source[i].</summary>
    public static void Copy(Real* source, Real* destination, int count) =>
        new ReadOnlySpan<Real>(source, count).CopyTo(new Span<Real>(destination, count));

    /// <summary>
    /// Copies rows of <paramref name="width"/> numbers, between which source and destination may hold others:
    /// destination[row * destinationStride + i] = source[row * sourceStride + i].
    /// </summary>
    public static void CopyRows(Real* source, int sourceStride, Real* destination, int destinationStride, int width, int rows)
    {
        for (int row = 0; row < rows; row++, source += sourceStride, destination += destinationStride)
        {
            // A call to copy a few numbers costs more than the numbers.
            if (width >= Vector<Real>.Count)
                Copy(source, destination, width);
            else
                for (int i = 0; i < width; i++)
                    destination[i] = source[i];
        }
    }

    /// <summary>destination[i] = value.</summary>
    public static void Fill(Real* destination, int count, Real value) => new Span<Real>(destination, count).Fill(value);

    /// <summary>destination[i] = 0.</summary>
    public static void Clear(Real* destination, int count) => new Span<Real>(destination, count).Clear();

    /// <summary>The sum of a[i] * b[i].</summary>
    public static Real Dot(Real* a, Real* b, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Vector<Real> sum0 = Vector<Real>.Zero, sum1 = sum0;
        for (; i <= count - 2 * width; i += 2 * width)
        {
            sum0 = Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sum0);
            sum1 = Vector.FusedMultiplyAdd(Vector.Load(a + i + width), Vector.Load(b + i + width), sum1);
        }

        for (; i <= count - width; i += width)
            sum0 = Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sum0);
        Real total = Vector.Sum(sum0 + sum1);
        for (; i < count; i++)
            total += a[i] * b[i];
        return total;
    }

    /// <summary>The sum of x[i].</summary>
    public static Real Sum(Real* x, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Vector<Real> sum = Vector<Real>.Zero;
        for (; i <= count - width; i += width)
            sum += Vector.Load(x + i);
        Real total = Vector.Sum(sum);
        for (; i < count; i++)
            total += x[i];
        return total;
    }

    /// <summary>The largest number of a vector, by halving it where that can be done in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real MaxOf(Vector<Real> vector)
    {
#if !REAL_IS_DOUBLE
        if (Vector<Real>.Count == Vector256<Real>.Count)
        {
            Vector256<Real> all = vector.AsVector256();
            Vector128<Real> half = Vector128.MaxNative(all.GetLower(), all.GetUpper());
            half = Vector128.MaxNative(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
            return Vector128.MaxNative(half, Vector128.Shuffle(half, Vector128.Create(1, 0, 3, 2))).ToScalar();
        }
#endif
        Real largest = Real.NegativeInfinity;
        for (int lane = 0; lane < Vector<Real>.Count; lane++)
            largest = Real.MaxNative(vector[lane], largest);
        return largest;
    }

    /// <summary>The largest x[i]; minus infinity when there is none. NaN may be passed over.</summary>
    public static Real Max(Real* x, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Real largest = Real.NegativeInfinity;
        if (count >= width)
        {
            Vector<Real> running = Vector.Load(x);
            for (i = width; i <= count - width; i += width)
                running = Vector.MaxNative(running, Vector.Load(x + i));
            largest = MaxOf(running);
        }

        for (; i < count; i++)
            largest = Real.MaxNative(x[i], largest);
        return largest;
    }
}
