using System.Diagnostics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>What stands in a memory.</summary>
internal enum RecallWords
{
    /// <summary>Numbers of a normal distribution, each for itself: nothing is harder to index.</summary>
    Normal,

    /// <summary>tanh of a fixed mixture of 16 random bits, as a controller might write them.</summary>
    Mixtures,
}

/// <summary>A memory of written slots, and how well it finds what looks most like a key.</summary>
internal sealed unsafe class SparseRecall : IDisposable
{
    private const int Width = 32, Best = 4, Looks = 200, Bits = 16;
    private const double Noise = 0.3;
    private readonly SparseSlots _memory = new();
    private readonly RandomStream _stream = new(StreamKey.FromSeed(7));
    private readonly NativeBuffer _words, _inverses, _products;
    private readonly int _written;
    private readonly RecallWords _kind;
    private readonly double[,] _mixture = new double[Bits, Width];

    public SparseRecall(int slots, int written, RecallWords kind)
    {
        (_written, _kind) = (written, kind);
        (_words, _inverses, _products) = (new((long)written * Width), new(written), new(written));
        for (int i = 0; i < Bits * Width; i++)
            _mixture[i / Width, i % Width] = _stream.NextGaussian();
        _memory.Begin(slots, Width, exhaustive: 1 << 14);
        for (int slot = 0; slot < written; slot++)
        {
            Real* word = _words.Pointer + (long)slot * Width;
            Draw(word);
            _inverses.Pointer[slot] = 1 / Real.Sqrt(RowKernels.Dot(word, word, Width) + SparseSlots.Epsilon);
            _memory.Add(slot, 1, word);
            _memory.Written(slot);
            _memory.BeginStep();
            _memory.Use(slot);
        }
    }

    /// <summary>Looks up.</summary>
    /// <param name="isNear">Whether keys are words with some noise; else they are drawn as words are.</param>
    /// <returns>The share found of the best, and of the very best, in percent; and the time of a look-up in microseconds.</returns>
    public (double All, double First, double Median) Measure(bool isNear)
    {
        Real* key = stackalloc Real[_memory.Stride], scores = stackalloc Real[Best];
        int* slots = stackalloc int[Best], rows = stackalloc int[Best];
        new Span<Real>(key, _memory.Stride).Clear();
        Real[][] keys = [.. Enumerable.Range(0, Looks).Select(_ => KeyOf(isNear))];
        var times = new List<double>();
        // First without anything in between, as in a step; then against all.
        for (int round = 0; round < 5; round++)
        {
            foreach (Real[] each in keys)
            {
                each.CopyTo(new Span<Real>(key, Width));
                long start = Stopwatch.GetTimestamp();
                _memory.Find(key, Best, scores, slots, rows);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
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

        times.Sort();
        return (100.0 * all / (Best * Looks), 100.0 * first / Looks, times[times.Count / 2]);
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
        fixed (Real* numbers = key)
        {
            if (!isNear)
            {
                Draw(numbers);
                return key;
            }

            int slot = _stream.NextInt(0, _written - 1);
            Elementwise.Copy(_words.Pointer + (long)slot * Width, numbers, Width);
            double scale = Noise / (_inverses.Pointer[slot] * Math.Sqrt(Width));
            for (int i = 0; i < Width; i++)
                key[i] += (Real)(scale * _stream.NextGaussian());
        }

        return key;
    }

    private void Draw(Real* word)
    {
        for (int i = 0; i < Width; i++)
            word[i] = _kind == RecallWords.Normal ? (Real)_stream.NextGaussian() : 0;
        if (_kind == RecallWords.Normal)
            return;
        for (int bit = 0; bit < Bits; bit++)
        {
            int sign = _stream.NextInt(0, 1) == 0 ? -1 : 1;
            for (int i = 0; i < Width; i++)
                word[i] += (Real)(sign * _mixture[bit, i]);
        }

        for (int i = 0; i < Width; i++)
            word[i] = (Real)Math.Tanh(word[i] / 2);
    }
}
