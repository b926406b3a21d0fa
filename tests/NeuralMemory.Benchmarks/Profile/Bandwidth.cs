using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// How many bytes a second one core reads out of each of its caches: the fastest of many repetitions of two loops, over half of what the
/// cache holds. Of the two, one has more sums under way and the other fewer registers; which is faster differs by processor and level.
/// </summary>
internal sealed unsafe class Bandwidth : IDisposable
{
    private const int Repetitions = 40;
    private const double Bytes = 4e6;
    private readonly long[] _sizes = CacheLevel.Sizes();
    private readonly NativeBuffer[] _numbers;
    private readonly double[] _best;

    public Bandwidth()
    {
        _numbers = [.. _sizes.Select(size => Draws.Uniform((int)(size / 2 / sizeof(Real)), "bandwidth", -1, 1))];
        _best = new double[_sizes.Length];
    }

    /// <summary>The caches, and a last level for all that fits in none; the best of all measurements so far.</summary>
    public IReadOnlyList<CacheLevel> Levels => [.. _sizes.Select((size, level) => new CacheLevel($"L{level + 1}", size, _best[level]))];

    /// <summary>Keeps the best rates. Takes some 100 ms.</summary>
    public void Measure()
    {
        Real kept = 0;
        for (int level = 0; level < _sizes.Length; level++)
        {
            Real* x = _numbers[level].Pointer;
            int count = _numbers[level].Span.Length;
            int times = Math.Max(1, (int)(Bytes / ((double)count * sizeof(Real))));
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                double start = ThreadClock.Seconds;
                for (int i = 0; i < times; i++)
                    kept += repetition % 2 == 0 ? SumOfEight(x, count) : Elementwise.Dot(x, x + count / 2, count / 2);
                _best[level] = Math.Max(_best[level], (double)times * count * sizeof(Real) / (ThreadClock.Seconds - start));
            }
        }

        GC.KeepAlive(kept);
    }

    public void Dispose()
    {
        foreach (NativeBuffer buffer in _numbers)
            buffer.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Real SumOfEight(Real* x, int count)
    {
        int lanes = Vector<Real>.Count;
        Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int i = 0; i <= count - 8 * lanes; i += 8 * lanes)
        {
            s0 += Vector.Load(x + i);
            s1 += Vector.Load(x + i + lanes);
            s2 += Vector.Load(x + i + 2 * lanes);
            s3 += Vector.Load(x + i + 3 * lanes);
            s4 += Vector.Load(x + i + 4 * lanes);
            s5 += Vector.Load(x + i + 5 * lanes);
            s6 += Vector.Load(x + i + 6 * lanes);
            s7 += Vector.Load(x + i + 7 * lanes);
        }

        return Vector.Sum(s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7)));
    }
}
