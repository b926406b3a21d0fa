using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The inputs of a linear layer over all its uses in one pass, and the gradients of its outputs, row under row, so that the weight
/// gradient is one product at the end instead of a rank-one update at each step.
/// </summary>
internal sealed unsafe class LinearSlab
{
    private readonly List<Chunk> _chunks = [];
    private NativeTape _tape = null!;
    private PanelLayout _layout;
    private Real* _inputGradient;
    private int _inputGradientRows, _chunk, _used;

    /// <summary>
    /// How many numbers of its room the pass had no rows for: a layer that answers a few of the steps has room for all of them.
    /// </summary>
    public long Untouched => _chunks.Sum(chunk => (long)(chunk.Capacity - chunk.Used) * (_layout.Inputs + _layout.Outputs));

    /// <summary>Starts a pass.</summary>
    public void Begin(NativeTape tape, PanelLayout layout)
    {
        (_tape, _layout, _inputGradientRows, _chunk, _used) = (tape, layout, 0, 0, 0);
        _chunks.Clear();
    }

    /// <summary>Where the next rows go.</summary>
    public SlabPlace Place => new(_chunk, _used);

    /// <summary>The next rows are those that were taken from there on: they are computed once more.</summary>
    public void Return(SlabPlace place) => (_chunk, _used) = (place.Chunk, place.Used);

    /// <summary>Room for the next <paramref name="rows"/> rows of inputs [rows, K] and output gradients [rows, O].</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="expected">How many the layer is expected to have in the whole pass.</param>
    public (nint Inputs, nint OutputGradients) Take(int rows, int expected)
    {
        if (_chunk == _chunks.Count || _used + rows > _chunks[_chunk].Capacity)
            NextChunk(rows, expected);
        Chunk chunk = _chunks[_chunk];
        int first = _used;
        _used += rows;
        if (_used > chunk.Used)
            _chunks[_chunk] = chunk with { Used = _used };
        return (chunk.Inputs + (nint)first * _layout.Inputs * sizeof(Real),
            chunk.OutputGradients + (nint)first * _layout.Outputs * sizeof(Real));
    }

    /// <summary>Room for the input gradients of one use, overwritten by the next.</summary>
    public Real* InputGradient(int rows)
    {
        if (rows > _inputGradientRows)
        {
            _inputGradient = _tape.Keep(rows * _layout.Inputs);
            _inputGradientRows = rows;
        }

        return _inputGradient;
    }

    /// <summary>Sets the packed <paramref name="gradient"/> of the weights.</summary>
    public void WeightGradient(Real* gradient)
    {
        for (int i = 0; i < _chunks.Count; i++)
        {
            Chunk chunk = _chunks[i];
            PackedProduct.WeightGradient(
                (Real*)chunk.Inputs, _layout.Inputs, (Real*)chunk.OutputGradients, _layout.Outputs, chunk.Used, _layout, gradient,
                accumulate: i > 0);
        }
    }

    private void NextChunk(int rows, int expected)
    {
        _chunk += _chunk < _chunks.Count ? 1 : 0;
        _used = 0;
        if (_chunk < _chunks.Count)
            return;
        // A pass whose rows do not fit in one block takes several.
        int most = int.MaxValue / Math.Max(_layout.Inputs, _layout.Outputs);
        int capacity = Math.Max(rows, Math.Min(expected, most));
        _chunks.Add(new Chunk(
            (nint)_tape.Keep(capacity * _layout.Inputs), (nint)_tape.Keep(capacity * _layout.Outputs), capacity, 0));
    }

    private readonly record struct Chunk(nint Inputs, nint OutputGradients, int Capacity, int Used);
}

/// <summary>A place in a <see cref="LinearSlab"/>.</summary>
internal readonly record struct SlabPlace(int Chunk, int Used);
