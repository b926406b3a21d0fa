using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Adds up how well logits meet the targets of batches, in double precision. Either whole batches at once, or step by step as an evaluation
/// without a tape produces them. Allocates nothing once it has met the largest batch. Not thread-safe.
/// </summary>
public sealed class EpisodeScorer
{
    private bool[] _wrong = [], _counted = [];
    private SequenceBatch? _batch;
    private long _sequences, _wrongSequences, _targetBits, _wrongBits;
    private double _nats;

    /// <summary>The scores of all batches since the last reset.</summary>
    public TaskScores Scores => new(_sequences, _wrongSequences, _targetBits, _wrongBits, _nats);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        (_sequences, _wrongSequences, _targetBits, _wrongBits, _nats) = (0, 0, 0, 0, 0);
        _batch = null;
    }

    /// <summary>Adds a whole batch.</summary>
    /// <param name="batch">The episodes.</param>
    /// <param name="logits">[Rows, O] the logits of all rows.</param>
    /// <param name="only">[B] in the order drawn, the episodes that count; empty when all do.</param>
    public void Add(SequenceBatch batch, ReadOnlySpan<Real> logits, ReadOnlySpan<bool> only = default)
    {
        Begin(batch, only);
        for (int step = 0; step < batch.MaxLength; step++)
            AddStep(step, logits.Slice(batch.RowOffset(step) * batch.TargetWidth, batch.RowsAt(step) * batch.TargetWidth));
        End();
    }

    /// <summary>Begins a batch whose logits come step by step.</summary>
    /// <param name="batch">The episodes.</param>
    /// <param name="only">[B] in the order drawn, the episodes that count; empty when all do.</param>
    public void Begin(SequenceBatch batch, ReadOnlySpan<bool> only = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _batch = batch;
        if (_wrong.Length < batch.Sequences)
            (_wrong, _counted) = (new bool[batch.Sequences], new bool[batch.Sequences]);
        _wrong.AsSpan(0, batch.Sequences).Clear();
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            _counted[sequence] = only.IsEmpty || only[batch.Order[sequence]];
    }

    /// <summary>Adds a step of the batch begun.</summary>
    /// <param name="step">The step; each is added once.</param>
    /// <param name="logits">[RowsAt(step), O] its logits.</param>
    public void AddStep(int step, ReadOnlySpan<Real> logits)
    {
        SequenceBatch batch = _batch ?? throw new InvalidOperationException("no batch was begun");
        int rows = batch.RowsAt(step), width = batch.TargetWidth, first = batch.RowOffset(step);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, rows * width);
        for (int sequence = 0; sequence < rows; sequence++)
        {
            if (batch.Mask[first + sequence] == 0 || !_counted[sequence])
                continue;
            int wrong = AddRow(logits.Slice(sequence * width, width), batch.TargetRow(first + sequence));
            _wrong[sequence] |= wrong > 0;
            _wrongBits += wrong;
            _targetBits += width;
        }
    }

    /// <summary>Ends the batch begun.</summary>
    public void End()
    {
        SequenceBatch batch = _batch ?? throw new InvalidOperationException("no batch was begun");
        _sequences += _counted.AsSpan(0, batch.Sequences).Count(true);
        _wrongSequences += _wrong.AsSpan(0, batch.Sequences).Count(true);
        _batch = null;
    }

    /// <summary>Adds the cross-entropies of a row; how many bits are wrong, a logit that is no number among them.</summary>
    private int AddRow(ReadOnlySpan<Real> logits, ReadOnlySpan<Real> targets)
    {
        int wrong = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double x = logits[i], y = targets[i];
            // -y log s(x) - (1-y) log(1-s(x)), without an exponential that overflows
            _nats += Math.Max(x, 0) - x * y + LogOnePlus(Math.Exp(-Math.Abs(x)));
            bool right = y > 0.5 ? x > 0 : x <= 0;
            wrong += right ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>log(1 + y), accurate for tiny y too (Kahan).</summary>
    private static double LogOnePlus(double y)
    {
        double u = 1 + y;
        return u == 1 ? y : Math.Log(u) * (y / (u - 1));
    }
}
