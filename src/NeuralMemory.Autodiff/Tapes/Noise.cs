using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// What a pass draws at random, from one stream, or from one for each part of the batch: an engine that runs a batch whole then drops
/// what the tapes of its parts would have dropped.
/// </summary>
internal sealed class Noise
{
    private readonly List<RandomStream> _streams = [];
    private readonly List<StreamPlace> _places = [];
    private int _parts;
    private int[] _partOf = [];
    private Real[] _drawn = [];

    /// <summary>The stream of the pass, of its first part where there are several; null where nothing is drawn.</summary>
    public StreamKey? First { get; private set; }

    /// <summary>Whether anything is drawn.</summary>
    public bool IsOn => _parts > 0;

    /// <summary>One stream for all sequences; none for null.</summary>
    public void Restart(StreamKey? key)
    {
        (_parts, First) = (0, key);
        if (key is { } one)
            Add(one);
    }

    /// <summary>A stream for each part, and for each sequence its part.</summary>
    public void Restart(ReadOnlySpan<StreamKey> keys, ReadOnlySpan<int> partOf)
    {
        (_parts, First) = (0, keys.IsEmpty ? null : keys[0]);
        foreach (StreamKey key in keys)
            Add(key);
        if (_partOf.Length < partOf.Length)
            _partOf = new int[partOf.Length];
        partOf.CopyTo(_partOf);
    }

    /// <summary>Has <see cref="Rewind"/> come back to where the streams are now, in place of their beginning.</summary>
    public void Mark()
    {
        for (int part = 0; part < _parts; part++)
            _places[part] = _streams[part].Place;
    }

    /// <summary>All streams from their beginning, or from where they were marked, once more.</summary>
    public void Rewind()
    {
        for (int part = 0; part < _parts; part++)
            _streams[part].Return(_places[part]);
    }

    /// <summary>Takes down where all streams are.</summary>
    public void Save(List<StreamPlace> places)
    {
        places.Clear();
        for (int part = 0; part < _parts; part++)
            places.Add(_streams[part].Place);
    }

    /// <summary>All streams from where they were when that was taken down.</summary>
    public void Return(List<StreamPlace> places)
    {
        for (int part = 0; part < _parts; part++)
            _streams[part].Return(places[part]);
    }

    /// <summary>[rows, width] zeros with the probability <paramref name="rate"/>, and 1 / (1 - rate) else.</summary>
    /// <param name="mask">Receives them.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="rate">From 0 to below 1.</param>
    /// <param name="sequences">The sequence of the pass that each row belongs to; empty where they come in the pass's order.</param>
    public void FillMask(Span<Real> mask, int rows, double rate, ReadOnlySpan<int> sequences = default) =>
        Fill(mask, rows, new Mask(rate), sequences);

    /// <summary>[rows, width] numbers from 0 to below 1, for rows that come in the pass's order.</summary>
    /// <param name="numbers">Receives them.</param>
    /// <param name="rows">How many rows there are.</param>
    public void FillFractions(Span<Real> numbers, int rows) => Fill(numbers, rows, default(Fractions), default);

    private void Fill<TDraw>(Span<Real> numbers, int rows, TDraw draw, ReadOnlySpan<int> sequences)
        where TDraw : struct, IDraw
    {
        if (_parts == 1)
        {
            draw.Fill(_streams[0], numbers);
            return;
        }

        // A part draws all its rows at once, as its own tape would.
        int width = numbers.Length / rows;
        if (_drawn.Length < numbers.Length)
            _drawn = new Real[numbers.Length];
        for (int part = 0; part < _parts; part++)
        {
            int own = 0, next = 0;
            for (int row = 0; row < rows; row++)
                own += PartOf(row, sequences) == part ? 1 : 0;
            draw.Fill(_streams[part], _drawn.AsSpan(0, own * width));
            for (int row = 0; row < rows; row++)
                if (PartOf(row, sequences) == part)
                    _drawn.AsSpan(next++ * width, width).CopyTo(numbers.Slice(row * width, width));
        }
    }

    private int PartOf(int row, ReadOnlySpan<int> sequences) => _partOf[sequences.IsEmpty ? row : sequences[row]];

    private void Add(StreamKey key)
    {
        if (_parts == _streams.Count)
        {
            _streams.Add(new RandomStream(key));
            _places.Add(default);
        }

        _streams[_parts].Restart(key);
        _places[_parts] = _streams[_parts].Place;
        _parts++;
    }

    /// <summary>What is drawn.</summary>
    private interface IDraw
    {
        void Fill(RandomStream stream, Span<Real> numbers);
    }

    private readonly struct Mask(double rate) : IDraw
    {
        public void Fill(RandomStream stream, Span<Real> numbers) => stream.FillMask(numbers, rate, (Real)(1 / (1 - rate)));
    }

    private readonly struct Fractions : IDraw
    {
        public void Fill(RandomStream stream, Span<Real> numbers) => stream.FillFractions(numbers);
    }
}
