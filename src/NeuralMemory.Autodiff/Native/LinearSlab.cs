using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The inputs of a linear layer over all its uses in one pass, and the gradients of its outputs, row under row, so that the weight
/// gradient is one product at the end instead of a rank-one update at each step.
/// </summary>
internal sealed unsafe class LinearSlab
{
    private readonly List<Chunk> _chunks = [];
    private readonly List<SlabRows> _shared = [];
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
        _shared.Clear();
    }

    /// <summary>The rows of each use in a pass that tapes share, in the order of the uses.</summary>
    public IReadOnlyList<SlabRows> Shared => _shared;

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

    /// <summary>The same for some of the rows of a use, to be found in <see cref="Shared"/>.</summary>
    public (nint Inputs, nint OutputGradients) TakeShared(RowShare share, int expected)
    {
        (nint inputs, nint outputGradients) = Take(share.Rows, expected);
        _shared.Add(new(share, inputs, outputGradients));
        return (inputs, outputGradients);
    }

    /// <summary>Room for all rows of a use of which tapes have shares.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="expected">How many the layer is expected to have in the whole pass.</param>
    /// <param name="areCopied">
    /// Whether the tapes have all of them. Some may be of sequences that had ended, whose tape had no such step; nothing comes back to
    /// them.
    /// </param>
    public void TakeAll(int rows, int expected, bool areCopied)
    {
        (nint inputs, nint outputGradients) = TakeShared(new(rows, 0, 1), expected);
        if (areCopied)
            return;
        Elementwise.Clear((Real*)inputs, rows * _layout.Inputs);
        Elementwise.Clear((Real*)outputGradients, rows * _layout.Outputs);
    }

    /// <summary>Copies all that a tape had of a pass that it shared to its places among the rows of all.</summary>
    /// <param name="all">Has taken all rows of each use.</param>
    public void CopyShared(LinearSlab all)
    {
        for (int use = 0; use < _shared.Count; use++)
        {
            (RowShare share, nint inputs, nint outputGradients) = _shared[use];
            for (int row = 0, to = share.First; row < share.Rows; row++, to += share.Step)
            {
                CopyRow(inputs, row, all._shared[use].Inputs, to, _layout.Inputs);
                CopyRow(outputGradients, row, all._shared[use].OutputGradients, to, _layout.Outputs);
            }
        }
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
    public void WeightGradient(Real* gradient) => WeightGradient(gradient, 0, 1);

    /// <summary>Sets one of so many parts of it, each of whole panels.</summary>
    public void WeightGradient(Real* gradient, int part, int parts)
    {
        int first = (int)((long)_layout.Panels * part / parts), end = (int)((long)_layout.Panels * (part + 1) / parts);
        for (int i = 0; i < _chunks.Count; i++)
        {
            Chunk chunk = _chunks[i];
            PackedProduct.WeightGradient(
                (Real*)chunk.Inputs, _layout.Inputs, (Real*)chunk.OutputGradients, _layout.Outputs, chunk.Used, _layout, first, end,
                gradient, accumulate: i > 0);
        }
    }

    private static void CopyRow(nint from, int row, nint to, int toRow, int width) =>
        Elementwise.Copy((Real*)from + (nint)row * width, (Real*)to + (nint)toRow * width, width);

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

/// <summary>Some rows of one use of a linear layer: inputs [Share.Rows, K] and output gradients [Share.Rows, O].</summary>
internal readonly record struct SlabRows(RowShare Share, nint Inputs, nint OutputGradients);
