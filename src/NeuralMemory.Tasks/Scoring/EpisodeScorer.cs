using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>
/// Adds up how well logits meet the targets of batches, in double precision. Either whole batches at once, or step by step as an evaluation
/// without a tape produces them. Allocates nothing once it has met the largest batch, except for <see cref="Scores"/>. Not thread-safe.
/// </summary>
/// <param name="losses">How the target channels are scored, in their order.</param>
public sealed class EpisodeScorer(IReadOnlyList<ChannelLoss> losses)
{
    private readonly ChannelLoss[] _losses = [.. losses];
    private readonly ScoreSums[] _channels = new ScoreSums[losses.Count];
    private readonly double[] _channelNats = new double[losses.Count];
    private readonly int _width = losses.Sum(loss => loss.Columns.Width);

    // [B, C] of the batch begun: the answers judged and those right, of each channel.
    private int[] _judged = [], _right = [];
    private bool[] _ended = [], _counted = [];
    private double[] _squared = [], _absolute = [];
    private double[] _sequenceNats = [];
    private SequenceBatch? _batch;
    private ScoreSums _total;
    private double _nats;
    private int _sequences;

    /// <summary>The sums of all batches since the last reset, over all channels.</summary>
    public ScoreSums Total => _total with { Nats = _nats };

    /// <summary>The scores of all batches since the last reset, a copy.</summary>
    public TaskScores Scores => new(
        Total,
        [.. _losses.Select((loss, c) => KeyValuePair.Create(loss.Channel.Name, _channels[c] with { Nats = _channelNats[c] }))]);

    /// <summary>The sums of all batches since the last reset of one channel, or, without a name, over all channels.</summary>
    /// <exception cref="ArgumentException">There is no target channel of this name.</exception>
    public ScoreSums SumsOf(string? channel)
    {
        if (channel is null)
            return Total;
        for (int c = 0; c < _losses.Length; c++)
            if (_losses[c].Channel.Name == channel)
                return _channels[c] with { Nats = _channelNats[c] };
        throw new ArgumentException($"there is no target channel '{channel}'", nameof(channel));
    }

    /// <summary>
    /// What a sequence of the batch that was added last lost: its cross-entropy in nats and its squared errors; 0 when it did not count.
    /// </summary>
    /// <param name="sequence">The sequence, in the order of the batch.</param>
    public double LossOf(int sequence)
    {
        double loss = _sequenceNats[sequence];
        foreach (double squared in _squared.AsSpan(sequence * _losses.Length, _losses.Length))
            loss += squared;
        return loss;
    }

    /// <summary>Whether anything is scored of a sequence of the batch that was added last.</summary>
    /// <param name="sequence">The sequence, in the order of the batch.</param>
    public bool IsScored(int sequence) => _judged.AsSpan(sequence * _losses.Length, _losses.Length).IndexOfAnyExcept(0) >= 0;

    /// <summary>How well a sequence of the batch that was added last was answered, over all channels.</summary>
    /// <param name="sequence">The sequence, in the order of the batch.</param>
    public ScoreSums SumsOf(int sequence)
    {
        if (!IsScored(sequence))
            return new() { UnscoredSequences = 1 };
        ScoreSums all = AnswersOf(sequence);
        return all with
        {
            Sequences = 1,
            JudgedSequences = 1,
            WrongSequences = all.Wrong > 0 ? 1 : 0,
            Accuracy = (double)(all.Targets - all.Wrong) / all.Targets,
            Nats = _sequenceNats[sequence],
        };
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        (_total, _nats, _batch) = (default, 0, null);
        Array.Clear(_channels);
        Array.Clear(_channelNats);
    }

    /// <summary>Adds a whole batch.</summary>
    /// <param name="batch">The episodes.</param>
    /// <param name="logits">[Answers, O] the logits of all rows in which machines answer.</param>
    /// <param name="referenceNats">What the reference predictor pays for them.</param>
    /// <param name="only">[B] in the order drawn, the episodes that count; empty when all do.</param>
    public void Add(SequenceBatch batch, ReadOnlySpan<Real> logits, double referenceNats = 0, ReadOnlySpan<bool> only = default)
    {
        Begin(batch, only);
        for (int step = 0, answer = 0; step < batch.MaxLength; step++)
            if (batch.AnswersAll)
                AddStep(step, logits.Slice(batch.RowOffset(step) * _width, batch.RowsAt(step) * _width));
            else
                for (int end = batch.RowOffset(step + 1); answer < batch.Answers && batch.Answered[answer] < end; answer++)
                    AddRow(
                        batch, batch.Answered[answer], batch.Answered[answer] - batch.RowOffset(step),
                        logits.Slice(answer * _width, _width));
        End(referenceNats);
    }

    /// <summary>Begins a batch whose logits come step by step.</summary>
    /// <param name="batch">The episodes.</param>
    /// <param name="only">[B] in the order drawn, the episodes that count; empty when all do.</param>
    public void Begin(SequenceBatch batch, ReadOnlySpan<bool> only = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _batch = batch;
        int cells = batch.Sequences * _losses.Length;
        if (_judged.Length < cells)
        {
            (_judged, _right, _ended) = (new int[cells], new int[cells], new bool[cells]);
            (_squared, _absolute) = (new double[cells], new double[cells]);
        }

        _judged.AsSpan(0, cells).Clear();
        _right.AsSpan(0, cells).Clear();
        _ended.AsSpan(0, cells).Clear();
        _squared.AsSpan(0, cells).Clear();
        _absolute.AsSpan(0, cells).Clear();
        if (_counted.Length < batch.Sequences)
            (_counted, _sequenceNats) = (new bool[batch.Sequences], new double[batch.Sequences]);
        _sequences = batch.Sequences;
        _sequenceNats.AsSpan(0, _sequences).Clear();
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            _counted[sequence] = only.IsEmpty || only[batch.Order[sequence]];
    }

    /// <summary>Adds a step of the batch begun.</summary>
    /// <param name="step">The step; each is added once, in order.</param>
    /// <param name="logits">[RowsAt(step), O] its logits.</param>
    public void AddStep(int step, ReadOnlySpan<Real> logits)
    {
        SequenceBatch batch = _batch ?? throw new InvalidOperationException("no batch was begun");
        int rows = batch.RowsAt(step), first = batch.RowOffset(step);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, rows * _width);
        for (int sequence = 0; sequence < rows; sequence++)
            AddRow(batch, first + sequence, sequence, logits.Slice(sequence * _width, _width));
    }

    /// <summary>Ends the batch begun.</summary>
    /// <param name="referenceNats">What the reference predictor pays for it.</param>
    public void End(double referenceNats = 0)
    {
        SequenceBatch batch = _batch ?? throw new InvalidOperationException("no batch was begun");
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
        {
            if (!_counted[sequence])
                continue;
            if (!IsScored(sequence))
            {
                AddUnscored();
                continue;
            }

            for (int c = 0, cell = sequence * _losses.Length; c < _losses.Length; c++, cell++)
                _channels[c] = _channels[c].Plus(Judge(c, cell) with { Sequences = 1 });
            // The cross-entropies are added up in the order of the steps, apart.
            _total = _total.Plus(SumsOf(sequence) with { Nats = 0 });
        }

        _total = _total with { ReferenceNats = _total.ReferenceNats + referenceNats };
        _batch = null;
    }

    /// <summary>What was judged of a sequence, over all channels.</summary>
    private ScoreSums AnswersOf(int sequence)
    {
        ScoreSums all = default;
        for (int c = 0, cell = sequence * _losses.Length; c < _losses.Length; c++, cell++)
            all = all.Plus(Judge(c, cell));
        return all;
    }

    private void AddUnscored()
    {
        ScoreSums unscored = new() { UnscoredSequences = 1 };
        for (int c = 0; c < _losses.Length; c++)
            _channels[c] = _channels[c].Plus(unscored);
        _total = _total.Plus(unscored);
    }

    private void AddRow(SequenceBatch batch, int row, int sequence, ReadOnlySpan<Real> answers)
    {
        ReadOnlySpan<Real> mask = batch.MaskRow(row), targets = batch.TargetRow(row);
        if (!_counted[sequence] || mask.IndexOfAnyExcept((Real)0) < 0)
            return;
        for (int c = 0, cell = sequence * _losses.Length; c < _losses.Length; c++, cell++)
        {
            ChannelLoss loss = _losses[c];
            Channel channel = loss.Channel;
            ReadOnlySpan<Real> x = answers.Slice(loss.Start, channel.Symbols ?? channel.Width),
                y = targets.Slice(channel.Start, channel.Width), counts = mask.Slice(channel.Start, channel.Width);
            if (loss.IsBits)
                AddBits(x, y, counts, c, cell);
            else if (loss.Tolerance is { } tolerance)
                AddNumbers(x, y, counts, tolerance, cell);
            else if (channel.Symbols is not null)
                AddSymbolNumber(x, y, counts[0], c, cell);
            else
                AddSymbols(x, y, counts, c, cell);
        }
    }

    /// <summary>One channel of one sequence.</summary>
    private ScoreSums Judge(int channel, int cell)
    {
        ChannelLoss loss = _losses[channel];
        int judged = _judged[cell], right = _right[cell];
        return new()
        {
            JudgedSequences = judged > 0 ? 1 : 0,
            WrongSequences = right < judged ? 1 : 0,
            TargetBits = loss.IsBits ? judged : 0,
            WrongBits = loss.IsBits ? judged - right : 0,
            TargetSymbols = loss.IsSymbol ? judged : 0,
            WrongSymbols = loss.IsSymbol ? judged - right : 0,
            TargetNumbers = loss.IsSquared ? judged : 0,
            WrongNumbers = loss.IsSquared ? judged - right : 0,
            SquaredError = _squared[cell],
            AbsoluteError = _absolute[cell],
            Guessed = loss.IsSquared ? 0 : (double)judged / (loss.IsBits ? 2 : loss.Classes),
            Accuracy = judged > 0 ? (double)right / judged : 0,
        };
    }

    private void AddBits(ReadOnlySpan<Real> logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, int channel, int cell)
    {
        int judged = 0, right = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (mask[i] == 0)
                continue;
            double x = logits[i], y = targets[i], nats = CrossEntropies.OfBit(x, y);
            Pay(nats, channel, cell);
            judged++;
            // A logit that is no number is wrong.
            right += (y > 0.5 ? x > 0 : x <= 0) ? 1 : 0;
        }

        _judged[cell] += judged;
        _right[cell] += right;
    }

    private void AddNumbers(ReadOnlySpan<Real> answers, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, double tolerance, int cell)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            if (mask[i] == 0)
                continue;
            double off = Math.Abs((double)answers[i] - targets[i]);
            _squared[cell] += off * off;
            _absolute[cell] += off;
            _judged[cell]++;
            // An answer that is no number is wrong.
            _right[cell] += off <= tolerance ? 1 : 0;
        }
    }

    private void Pay(double nats, int channel, int cell)
    {
        _nats += nats;
        _channelNats[channel] += nats;
        _sequenceNats[cell / _losses.Length] += nats;
    }

    /// <summary>A symbol that is wanted by its number.</summary>
    private void AddSymbolNumber(ReadOnlySpan<Real> logits, ReadOnlySpan<Real> number, Real mask, int channel, int cell)
    {
        if (mask == 0)
            return;
        int answer = CrossEntropies.IndexOfLargest(logits), wanted = (int)number[0];
        double nats = CrossEntropies.OfSymbol(logits, wanted, answer);
        Pay(nats, channel, cell);
        if (_ended[cell])
            return;
        _judged[cell]++;
        _right[cell] += answer == wanted && !Real.IsNaN(logits[answer]) ? 1 : 0;
        _ended[cell] = _losses[channel].IsEndedBy(number);
    }

    private void AddSymbols(ReadOnlySpan<Real> logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, int channel, int cell)
    {
        int classes = _losses[channel].Classes;
        for (int at = 0; at < logits.Length; at += classes)
        {
            if (mask[at] == 0)
                continue;
            ReadOnlySpan<Real> x = logits.Slice(at, classes), y = targets.Slice(at, classes);
            int answer = CrossEntropies.IndexOfLargest(x), wanted = CrossEntropies.IndexOfLargest(y);
            double nats = CrossEntropies.OfSymbol(x, y, answer);
            Pay(nats, channel, cell);
            if (_ended[cell])
                continue;
            _judged[cell]++;
            // Where several classes are wanted alike, each is right.
            _right[cell] += y[answer] == y[wanted] && !Real.IsNaN(x[answer]) ? 1 : 0;
            _ended[cell] = _losses[channel].IsEndedBy(y);
        }
    }
}
