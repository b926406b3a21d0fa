namespace NeuralMemory.Numerics;

/// <summary>
/// Which rows of a tensor belong to each sequence, in the order of time: what attention must know and nothing else, as all that works row
/// by row does not care. It is reused: filling it anew allocates only when its buffers must grow.
/// </summary>
public sealed class SequenceRows
{
    private int[] _rows = [], _starts = new int[1];

    /// <summary>B, the number of sequences.</summary>
    public int Sequences { get; private set; }

    /// <summary>How many rows the longest sequence has.</summary>
    public int Longest { get; private set; }

    /// <summary>How many rows all sequences have together.</summary>
    public int Total => _starts[Sequences];

    /// <summary>One more than the last of all rows: as many a tensor must have.</summary>
    public int End { get; private set; }

    /// <summary>The rows of a sequence.</summary>
    public ReadOnlySpan<int> this[int sequence] => _rows.AsSpan(_starts[sequence], Count(sequence));

    /// <summary>How many rows a sequence has.</summary>
    public int Count(int sequence) => _starts[sequence + 1] - _starts[sequence];

    /// <summary>The rows of a batch, which is packed by time.</summary>
    public SequenceRows OfBatch(SequenceBatch batch)
    {
        Begin(batch.Sequences);
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            AddPacked(batch, sequence);
        return this;
    }

    /// <summary>The rows of a batch's <see cref="SequenceBatch.Source"/>, in the order of the batch's own sequences.</summary>
    /// <exception cref="InvalidOperationException">The batch has no source.</exception>
    public SequenceRows OfSource(SequenceBatch batch)
    {
        SequenceBatch source = batch.Source ?? throw new InvalidOperationException("the batch has no source");
        Begin(batch.Sequences);
        foreach (int place in batch.SourcePlaces)
            AddPacked(source, place);
        return this;
    }

    /// <summary>Sequences of equal length that stand one after another, such as latent arrays and caches.</summary>
    /// <param name="sequences">B, at least 1.</param>
    /// <param name="count">The rows of each, at least 1.</param>
    public SequenceRows OfBlocks(int sequences, int count)
    {
        Begin(sequences);
        for (int sequence = 0; sequence < sequences; sequence++)
            for (int i = Open(count); i < _starts[sequence + 1]; i++)
                _rows[i] = i;
        End = Total;
        return this;
    }

    /// <summary>One row of each sequence: those of a single step.</summary>
    /// <param name="sequences">B, at least 1.</param>
    public SequenceRows OfStep(int sequences) => OfBlocks(sequences, 1);

    private void AddPacked(SequenceBatch batch, int sequence)
    {
        int length = batch.Lengths[sequence], at = Open(length);
        for (int step = 0; step < length; step++)
            _rows[at + step] = batch.Row(sequence, step);
        End = Math.Max(End, _rows[at + length - 1] + 1);
    }

    private void Begin(int sequences)
    {
        (Sequences, Longest, End) = (0, 0, 0);
        if (_starts.Length <= sequences)
            _starts = new int[Math.Max(sequences + 1, 2 * _starts.Length)];
    }

    /// <summary>Makes room for the next sequence; where its rows begin.</summary>
    private int Open(int count)
    {
        int start = _starts[Sequences];
        if (_rows.Length < start + count)
            Array.Resize(ref _rows, Math.Max(start + count, 2 * _rows.Length));
        _starts[++Sequences] = start + count;
        Longest = Math.Max(Longest, count);
        return start;
    }
}
