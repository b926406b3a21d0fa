using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>v . tanh(q + k) of one query and one key.</summary>
public static unsafe class AdditiveScore
{
    /// <summary>The score.</summary>
    /// <param name="query">[count] q.</param>
    /// <param name="key">[count] k.</param>
    /// <param name="direction">[count] v.</param>
    /// <param name="count">The numbers of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Real Of(Real* query, Real* key, Real* direction, int count)
    {
        Vector<Real> sum = Vector<Real>.Zero;
        for (int i = 0; i < count; i += Lanes.Count)
        {
            int left = count - i;
            Vector<Real> tanh = VectorMath.Tanh(Lanes.Load(query + i, left) + Lanes.Load(key + i, left));
            sum = Vector.FusedMultiplyAdd(Lanes.Load(direction + i, left), tanh, sum);
        }

        return Vector.Sum(sum);
    }

    /// <summary>
    /// Given the score's gradient g, adds g v (1 - tanh^2) to those of query and key, and g tanh to that of the direction.
    /// </summary>
    /// <param name="query">[count] q.</param>
    /// <param name="key">[count] k.</param>
    /// <param name="direction">[count] v.</param>
    /// <param name="count">The numbers of each.</param>
    /// <param name="gradient">g.</param>
    /// <param name="queryGradient">[count]</param>
    /// <param name="keyGradient">[count]; may be that of the query.</param>
    /// <param name="directionGradient">[count]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient(
        Real* query, Real* key, Real* direction, int count, Real gradient, Real* queryGradient, Real* keyGradient, Real* directionGradient)
    {
        Vector<Real> factor = Vector.Create(gradient);
        for (int i = 0; i < count; i += Lanes.Count)
        {
            int left = count - i;
            Vector<Real> tanh = VectorMath.Tanh(Lanes.Load(query + i, left) + Lanes.Load(key + i, left));
            Vector<Real> slope = factor * Lanes.Load(direction + i, left) * (Vector<Real>.One - tanh * tanh);
            Lanes.Store(Lanes.Load(queryGradient + i, left) + slope, queryGradient + i, left);
            Lanes.Store(Lanes.Load(keyGradient + i, left) + slope, keyGradient + i, left);
            Lanes.Store(
                Vector.FusedMultiplyAdd(factor, tanh, Lanes.Load(directionGradient + i, left)), directionGradient + i, left);
        }
    }
}
