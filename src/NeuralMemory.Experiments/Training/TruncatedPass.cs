using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>
/// Truncated backpropagation through time (Williams and Peng 1990): sequences are run in parts of K steps, each part begins with the state
/// that the one before left, as a constant, and the gradients of all parts are added up, in their order. So answers, losses and scores are
/// those of a whole pass, there is one update for the batch, and the tape holds K steps at a time.
/// </summary>
/// <param name="machine">The machine, which carries its state.</param>
/// <param name="groups">What its logits are.</param>
/// <param name="steps">K, at least 1.</param>
internal sealed class TruncatedPass(IMachine machine, IReadOnlyList<TargetGroup> groups, int steps)
{
    private readonly SequenceBatch _part = new();
    private readonly List<int> _answered = [];
    private TrainingPass? _pass;
    private CarriedState _from = new(), _to = new();
    private int[] _lengths = [];
    private Real[] _logits = [], _sum = [];

    /// <summary>How many numbers its memory holds of a part: its episodes, the states at a cut, and the sum of the gradients.</summary>
    public long NumbersOfPart => _part.Numbers + _from.Numbers + _to.Numbers + _sum.Length;

    /// <summary>How many it holds of the whole: the logits.</summary>
    public long NumbersOfWhole => _logits.Length;

    /// <summary>Whether any sequence of a batch is cut.</summary>
    public bool Cuts(SequenceBatch batch) => batch.MaxLength > steps;

    /// <summary>How many rows the longest part of a batch has: the first.</summary>
    public int RowsOfPart(SequenceBatch batch) => batch.RowOffset(Math.Min(steps, batch.MaxLength));

    /// <summary>A pass of training, as <see cref="Tape.Learn"/>, after a reset for <see cref="RowsOfPart"/>.</summary>
    public PassResult Learn(Tape tape, SequenceBatch batch, Real scale)
    {
        Begin(tape, batch);
        int width = machine.OutputWidth, answers = 0;
        Real loss = 0;
        for (int first = 0; first < batch.MaxLength; first += steps)
        {
            Take(batch, first);
            if (first > 0)
                tape.Continue(_part.Rows);
            int own = _part.AnswersAll ? _part.Rows : _answered.Count;
            Span<Real> logits = _logits.AsSpan(answers * width, own * width);
            // Where nothing is scored, there is no gradient, and what comes after the part needs its state alone.
            if (_part.Mask.IndexOfAnyExcept((Real)0) < 0)
            {
                Pass.Run(tape, _part).Span[..logits.Length].CopyTo(logits);
            }
            else
            {
                PassResult result = tape.Learn(Pass, _part, scale);
                loss += result.Loss;
                result.Logits[..logits.Length].CopyTo(logits);
                ShardedStep.Add(tape.Gradients, _sum);
            }

            answers += own;
            (_from, _to) = (_to, _from);
        }

        Give(tape);
        return new(loss, _logits.AsSpan(0, answers * width));
    }

    /// <summary>
    /// Computes the pass once more, part by part, after a reset as for <see cref="Learn"/>: the first result that is not finite, else the
    /// first gradient. Null when all are finite.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="scale">What the loss is multiplied by.</param>
    /// <param name="gradients">Whether gradients are looked at, and not results.</param>
    public string? FindNonFinite(Tape tape, SequenceBatch batch, Real scale, bool gradients)
    {
        Begin(tape, batch);
        for (int first = 0; first < batch.MaxLength; first += steps)
        {
            Take(batch, first);
            if (first > 0)
                tape.Continue(_part.Rows);
            tape.Learn(Pass, _part, scale);
            if ((gradients ? tape.FindNonFiniteGradient(Pass, _part, scale) : tape.FindNonFinite()) is { } place)
                return place;
            ShardedStep.Add(tape.Gradients, _sum);
            (_from, _to) = (_to, _from);
        }

        Give(tape);
        return null;
    }

    /// <summary>Gradients of parts have touched what the last one has not.</summary>
    private void Give(Tape tape)
    {
        tape.Touched?.AddAll();
        _sum.CopyTo(tape.Gradients);
    }

    // That its state differs from one run to the next, a recorded pass would not see: as little as of a machine that reads ahead.
    private TrainingPass Pass => _pass ??= new(
        (tape, part) => machine.RunPart(tape, part, _from, _to), groups, readsAhead: true);

    private void Begin(Tape tape, SequenceBatch batch)
    {
        _from.Clear();
        int numbers = batch.Answers * machine.OutputWidth;
        if (_logits.Length < numbers)
            _logits = new Real[Math.Max(numbers, 2 * _logits.Length)];
        if (_sum.Length == 0)
            _sum = new Real[tape.Gradients.Length];
        else
            Array.Clear(_sum);
    }

    /// <summary>Cuts a part out of a batch: its rows lie one after another.</summary>
    private void Take(SequenceBatch batch, int first)
    {
        int end = Math.Min(first + steps, batch.MaxLength), sequences = batch.RowsAt(first);
        if (_lengths.Length < sequences)
            _lengths = new int[batch.Sequences];
        for (int sequence = 0; sequence < sequences; sequence++)
            _lengths[sequence] = Math.Min(batch.Lengths[sequence], end) - first;
        _part.Reshape(_lengths.AsSpan(0, sequences), batch.InputWidth, batch.TargetWidth);
        int row = batch.RowOffset(first);
        batch.Inputs.Slice(row * batch.InputWidth, _part.Inputs.Length).CopyTo(_part.Inputs);
        batch.Targets.Slice(row * batch.TargetWidth, _part.Targets.Length).CopyTo(_part.Targets);
        batch.Mask.Slice(row * batch.TargetWidth, _part.Mask.Length).CopyTo(_part.Mask);
        if (batch.AnswersAll)
            return;
        _answered.Clear();
        foreach (int answered in batch.Answered)
            if (answered >= row && answered < row + _part.Rows)
                _answered.Add(answered - row);
        // No engine computes with no rows at all; nothing is scored in this one, and nobody looks at its logits.
        _part.AnswerIn(_answered.Count == 0 ? [0] : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_answered));
    }
}
