using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>
/// Between the rows of a ragged batch, packed by time, and those of one where every sequence has a row at every step: row
/// <c>t B + s</c> is step <c>t</c> of sequence <c>s</c>, and sequences stand in the same order.
/// </summary>
internal static class Padding
{
    /// <summary>Spreads rows; the others become zero.</summary>
    /// <param name="batch">The ragged batch.</param>
    /// <param name="rows">[batch.Rows, width]</param>
    /// <param name="padded">[steps * B, width]; there are at least as many steps as the batch has.</param>
    public static void Spread(SequenceBatch batch, ReadOnlySpan<Real> rows, Span<Real> padded)
    {
        int width = rows.Length / batch.Rows, step = batch.Sequences * width;
        for (int t = 0; t < batch.MaxLength; t++)
        {
            int running = batch.RowsAt(t) * width;
            rows.Slice(batch.RowOffset(t) * width, running).CopyTo(padded[(t * step)..]);
            padded[(t * step + running)..((t + 1) * step)].Clear();
        }

        padded[(batch.MaxLength * step)..].Clear();
    }

    /// <summary>Picks the rows that are answered; the others become zero.</summary>
    /// <param name="batch">The ragged batch.</param>
    /// <param name="rows">[batch.Rows, width]</param>
    /// <param name="picked">[at least batch.Answers, width]</param>
    public static void Pick(SequenceBatch batch, ReadOnlySpan<Real> rows, Span<Real> picked)
    {
        int width = rows.Length / batch.Rows;
        for (int i = 0; i < batch.Answers; i++)
            rows.Slice(batch.Answered[i] * width, width).CopyTo(picked[(i * width)..]);
        picked[(batch.Answers * width)..].Clear();
    }

    /// <summary>Where the rows that are answered stand in the padded batch; the first row stands for those that are not there.</summary>
    /// <param name="batch">The ragged batch.</param>
    /// <param name="places">[at least batch.Answers]</param>
    public static void Places(SequenceBatch batch, Span<Real> places)
    {
        for (int i = 0, step = 0; i < batch.Answers; i++)
        {
            int row = batch.Answered[i];
            while (batch.RowOffset(step + 1) <= row)
                step++;
            places[i] = step * batch.Sequences + row - batch.RowOffset(step);
        }

        places[batch.Answers..].Clear();
    }

    /// <summary>Gathers the rows that the ragged batch has.</summary>
    /// <param name="batch">The ragged batch.</param>
    /// <param name="padded">[steps * B, width]</param>
    /// <param name="rows">[batch.Rows, width]</param>
    public static void Gather(SequenceBatch batch, ReadOnlySpan<Real> padded, Span<Real> rows)
    {
        int width = rows.Length / batch.Rows, step = batch.Sequences * width;
        for (int t = 0; t < batch.MaxLength; t++)
            padded.Slice(t * step, batch.RowsAt(t) * width).CopyTo(rows[(batch.RowOffset(t) * width)..]);
    }
}
