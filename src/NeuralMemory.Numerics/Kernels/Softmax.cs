using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>Softmax over contiguous numbers.</summary>
public static unsafe class Softmax
{
    /// <summary>
    /// weights[i] = e^(scale * x[i]) / sum, for a scale of at least 0. The largest exponent is subtracted first, so no scale and no
    /// scores overflow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(Real* x, Real scale, Real* weights, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Real largest = Elementwise.Max(x, count);
        // Subtract, then multiply: in the other order the largest exponent would be a rounding error, which a large scale makes large.
        Vector<Real> factor = Vector.Create(scale), offset = Vector.Create(largest), sum = Vector<Real>.Zero;
        for (; i <= count - width; i += width)
        {
            Vector<Real> e = VectorMath.ExpOfNegative(factor * (Vector.Load(x + i) - offset));
            Vector.Store(e, weights + i);
            sum += e;
        }

        Real total = Vector.Sum(sum);
        if (i < count)
        {
            for (int j = i; j < count; j++)
                weights[j] = scale * (x[j] - largest);
            Elementwise.Map<ExpOfNegativeOperator>(weights + i, weights + i, count - i);
            for (int j = i; j < count; j++)
                total += weights[j];
        }

        Scale(weights, 1 / total, count);
    }

    /// <summary>
    /// weights = softmax(x) for each of several rows that follow one another; in place where weights = x. Rows shorter than a vector
    /// share vectors, to the same bits as each for itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardRows(Real* x, Real* weights, int count, int rows)
    {
        int all = rows * count;
        if (count >= Vector<Real>.Count)
        {
            for (int start = 0; start < all; start += count)
                Forward(x + start, 1, weights + start, count);
            return;
        }

        for (int start = 0; start < all; start += count)
        {
            Real largest = Elementwise.Max(x + start, count);
            for (int i = start; i < start + count; i++)
                weights[i] = x[i] - largest;
        }

        Elementwise.Map<ExpOfNegativeOperator>(weights, weights, all);
        for (int start = 0; start < all; start += count)
        {
            Real total = 0;
            for (int i = start; i < start + count; i++)
                total += weights[i];
            Real factor = 1 / total;
            for (int i = start; i < start + count; i++)
                weights[i] *= factor;
        }
    }

    /// <summary>
    /// Given weights = softmax(scores) and the gradient of the weights, sets scoreGradient[i] = w[i] (g[i] - sum_j w[j] g[j]).
    /// </summary>
    public static void Backward(Real* weights, Real* gradient, Real* scoreGradient, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Real mean = Elementwise.Dot(weights, gradient, count);
        Vector<Real> offset = Vector.Create(mean);
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(weights + i) * (Vector.Load(gradient + i) - offset), scoreGradient + i);
        for (; i < count; i++)
            scoreGradient[i] = weights[i] * (gradient[i] - mean);
    }

    private static void Scale(Real* x, Real factor, int count)
    {
        int width = Vector<Real>.Count, i = 0;
        Vector<Real> factors = Vector.Create(factor);
        for (; i <= count - width; i += width)
            Vector.Store(Vector.Load(x + i) * factors, x + i);
        for (; i < count; i++)
            x[i] *= factor;
    }
}
