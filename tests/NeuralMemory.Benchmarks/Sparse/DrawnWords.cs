using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>What stands in a memory.</summary>
internal enum RecallWords
{
    /// <summary>Numbers of a normal distribution, each for itself: nothing is harder to index.</summary>
    Normal,

    /// <summary>tanh of a fixed mixture of 16 random bits, as a controller writes what it sees.</summary>
    Mixtures,
}

/// <summary>Draws words.</summary>
internal sealed class DrawnWords
{
    private const int Bits = 16;
    private readonly RandomStream _stream = new(StreamKey.FromSeed(7));
    private readonly double[,] _mixture;
    private readonly RecallWords _kind;

    public DrawnWords(RecallWords kind, int width)
    {
        _kind = kind;
        _mixture = new double[Bits, width];
        for (int i = 0; i < Bits * width; i++)
            _mixture[i / width, i % width] = _stream.NextGaussian();
    }

    /// <summary>What they are called in tables.</summary>
    public static string NameOf(RecallWords kind) => kind == RecallWords.Normal ? "normal draws" : "mixtures of 16 bits";

    /// <summary>A word.</summary>
    public void Draw(Span<Real> word)
    {
        for (int i = 0; i < word.Length; i++)
            word[i] = _kind == RecallWords.Normal ? (Real)_stream.NextGaussian() : 0;
        if (_kind == RecallWords.Normal)
            return;
        for (int bit = 0; bit < Bits; bit++)
        {
            int sign = _stream.NextInt(0, 1) == 0 ? -1 : 1;
            for (int i = 0; i < word.Length; i++)
                word[i] += (Real)(sign * _mixture[bit, i]);
        }

        for (int i = 0; i < word.Length; i++)
            word[i] = (Real)Math.Tanh(word[i] / 2);
    }

    /// <summary>Some words' length of noise beside a word.</summary>
    public void AddNoise(Span<Real> word, double share)
    {
        double square = 0;
        foreach (Real number in word)
            square += (double)number * number;
        double scale = share * Math.Sqrt(square / word.Length);
        foreach (ref Real number in word)
            number += (Real)(scale * _stream.NextGaussian());
    }

    /// <summary>One of some.</summary>
    public int Choose(int count) => _stream.NextInt(0, count - 1);
}
