using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>A memory of written slots, and how well it finds what looks most like a key.</summary>
internal sealed unsafe class SparseRecall : IDisposable
{
    private const int Width = 32, Best = 4, Looks = 200, Rounds = 15;
    private const double Noise = 0.3;
    private readonly SparseSlots _memory = new();
    private readonly DrawnWords _drawn;
    private readonly NativeBuffer _words, _inverses, _products;
    private readonly int _written;

    public SparseRecall(int slots, int written, RecallWords kind)
    {
        (_written, _drawn) = (written, new(kind, Width));
        (_words, _inverses, _products) = (new((long)written * Width), new(written), new(written));
        _memory.Begin(slots, Width, exhaustive: 1 << 14);
        for (int slot = 0; slot < written; slot++)
        {
            Real* word = _words.Pointer + (long)slot * Width;
            _drawn.Draw(new(word, Width));
            _inverses.Pointer[slot] = 1 / Real.Sqrt(RowKernels.Dot(word, word, Width) + SparseSlots.Epsilon);
            _memory.Add(slot, 1, word);
            _memory.Written(slot);
            _memory.BeginStep();
            _memory.Use(slot);
        }
    }

    /// <summary>Looks up.</summary>
    /// <param name="isNear">Whether keys are words with some noise; else they are drawn as words are.</param>
    /// <returns>
    /// The share found of the best, and of the very best, in percent; and the processor's time of a look-up in microseconds, of the fastest
    /// round.
    /// </returns>
    public (double All, double First, double Time) Measure(bool isNear)
    {
        Real* key = stackalloc Real[_memory.Stride], scores = stackalloc Real[Best];
        int* slots = stackalloc int[Best], rows = stackalloc int[Best];
        new Span<Real>(key, _memory.Stride).Clear();
        Real[][] keys = [.. Enumerable.Range(0, Looks).Select(_ => KeyOf(isNear))];
        double fastest = double.PositiveInfinity;
        // First without anything in between, as in a step; then against all.
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            foreach (Real[] each in keys)
            {
                each.CopyTo(new Span<Real>(key, Width));
                _memory.Find(key, Best, scores, slots, rows);
            }

            fastest = Math.Min(fastest, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / Looks);
        }

        int all = 0, first = 0;
        foreach (Real[] each in keys)
        {
            each.CopyTo(new Span<Real>(key, Width));
            _memory.Find(key, Best, scores, slots, rows);
            int[] expected = Exactly(key);
            int[] found = new Span<int>(slots, Best).ToArray();
            all += found.Intersect(expected).Count();
            first += found.Contains(expected[0]) ? 1 : 0;
        }

        return (100.0 * all / (Best * Looks), 100.0 * first / Looks, fastest);
    }

    public void Dispose()
    {
        _memory.Dispose();
        _words.Dispose();
        _inverses.Dispose();
        _products.Dispose();
    }

    private int[] Exactly(Real* key)
    {
        Real* scores = stackalloc Real[Best];
        int* slots = stackalloc int[Best], rows = stackalloc int[Best];
        RowKernels.Dots(key, _words.Pointer, Width, _written, _inverses.Pointer, _products.Pointer);
        var best = new BestSlots(Best, scores, slots, rows);
        for (int slot = 0; slot < _written; slot++)
            if (_products.Pointer[slot] > best.Least)
                best.Offer(_products.Pointer[slot], slot, slot);
        return new Span<int>(slots, Best).ToArray();
    }

    private Real[] KeyOf(bool isNear)
    {
        var key = new Real[Width];
        if (!isNear)
        {
            _drawn.Draw(key);
            return key;
        }

        new Span<Real>(_words.Pointer + (long)_drawn.Choose(_written) * Width, Width).CopyTo(key);
        _drawn.AddNoise(key, Noise);
        return key;
    }
}
