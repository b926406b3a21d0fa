using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Is told of a step of machines that answer.</summary>
/// <param name="step">The step, from 0.</param>
/// <param name="current">What it computed.</param>
/// <param name="logits">[rows, O] what was answered.</param>
internal delegate void StepObserver(int step, IStep current, ReadOnlySpan<Real> logits);

/// <summary>
/// Lets a machine answer while its own answer comes back to it: the sequences of a batch side by side, each as often as the beam is wide.
/// Every sequence first reads what it is shown before its answer; then it answers until it has ended, however long the others take.
/// Not thread-safe.
/// </summary>
/// <param name="machine">The machine; it does not read ahead.</param>
/// <param name="task">The task, which has feedback.</param>
internal sealed class FreeAnswers(IMachine machine, TaskDefinition task)
{
    private readonly TaskFeedback _feedback = task.Feedback!;
    private readonly SequenceBatch _pass = new();
    private readonly List<BeamSearch> _searches = [];
    private Real[] _inputs = [];
    private int[] _rows = [];

    /// <summary>How many beginnings of an answer are kept.</summary>
    public int Beam { get; init; } = task.Feedback!.Beam;

    /// <summary>
    /// Answers that come back in place of those that are sought, one for each sequence of the batch, as if the machine had given them.
    /// </summary>
    public int[]?[]? Given { get; init; }

    /// <summary>Is told of each step that the machine has made.</summary>
    public StepObserver? Observer { get; init; }

    /// <summary>The answers, in the order of the batch; null for a sequence that has none that comes back.</summary>
    /// <param name="tape">A tape for the machine's parameters that does not record.</param>
    /// <param name="batch">The sequences, with the right answers, of which nothing but the first step's input is shown.</param>
    /// <param name="sampler">What drew them.</param>
    public int[]?[] Run(Tape tape, SequenceBatch batch, EpisodeSampler sampler)
    {
        int[] starts = [.. Enumerable.Range(0, batch.Sequences).Select(s => sampler.AnswerStarts[batch.Order[s]])];
        Prepare(batch);
        IMachineSteps steps = Begin(tape);
        int stepsOfPass = 0;
        for (int t = 0; !IsDone(starts); t++)
        {
            // A tape keeps the answers of all its steps; a source would have to be read once more.
            if (++stepsOfPass > MachineSession.StepsOfPass && _pass.Source is null)
            {
                MachineState state = steps.CopyState();
                steps = Begin(tape);
                steps.SetState(state);
                stepsOfPass = 1;
            }

            WriteInputs(batch, sampler, starts, t);
            ReadOnlySpan<Real> logits = steps.Step(tape.Constant(_inputs, new Shape(_rows.Length, machine.InputWidth))).Span;
            Observer?.Invoke(t, steps.Current!, logits);
            if (Advance(starts, t, logits))
                steps.Current!.VisitState(new StateRows(tape, _rows));
        }

        return [.. starts.Select((start, s) => start < 0 ? null : _searches[s].Best)];
    }

    /// <summary>The logarithm of the probability of the answer that <see cref="Run"/> gave to a sequence.</summary>
    /// <param name="sequence">The sequence, in the order of the batch; one that has an answer.</param>
    public double ScoreOf(int sequence) => _searches[sequence].Score;

    /// <summary>The symbols that are wanted of a sequence, up to the first that ends the answer.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="start">The step in which its answer begins.</param>
    public int[] Wanted(SequenceBatch batch, int sequence, int start)
    {
        var wanted = new List<int>();
        for (int t = start; t < batch.Lengths[sequence]; t++)
        {
            int row = batch.Row(sequence, t);
            if (batch.MaskRow(row)[_feedback.Answer.Channel.Start] == 0)
                continue;
            wanted.Add(_feedback.Wanted(batch.TargetRow(row)));
            if (wanted[^1] == _feedback.Answer.Terminator)
                break;
        }

        return [.. wanted];
    }

    private IMachineSteps Begin(Tape tape)
    {
        tape.Reset(_pass.Rows);
        return machine.Begin(tape, _pass);
    }

    private bool IsDone(int[] starts)
    {
        for (int s = 0; s < starts.Length; s++)
            if (starts[s] >= 0 && !_searches[s].IsDone)
                return false;
        return true;
    }

    /// <summary>Lays out a pass of as many sequences as there are beginnings to keep, all of one step and therefore in order.</summary>
    private void Prepare(SequenceBatch batch)
    {
        int rows = batch.Sequences * Beam;
        if (_rows.Length != rows)
            (_rows, _inputs) = (new int[rows], new Real[rows * machine.InputWidth]);
        _pass.Reshape(Enumerable.Repeat(1, rows).ToArray(), machine.InputWidth, machine.OutputWidth);
        if (batch.Source is { } source)
            CopySource(batch, source);
        while (_searches.Count < batch.Sequences)
            _searches.Add(new(Beam, _feedback.Answer.Terminator, _feedback.Longest));
        for (int s = 0; s < batch.Sequences; s++)
            _searches[s].Begin(Given?[s]);
    }

    private void CopySource(SequenceBatch batch, SequenceBatch source)
    {
        int[] lengths = [.. Enumerable.Range(0, _rows.Length).Select(row => source.Lengths[batch.SourcePlaces[row / Beam]])];
        SequenceBatch copy = _pass.ReshapeSource(lengths, source.InputWidth);
        for (int row = 0; row < _rows.Length; row++)
        {
            int from = batch.SourcePlaces[row / Beam], to = _pass.SourcePlaces[row];
            for (int t = 0; t < lengths[row]; t++)
                source.InputRow(source.Row(from, t)).CopyTo(copy.InputRow(copy.Row(to, t)));
        }
    }

    private void WriteInputs(SequenceBatch batch, EpisodeSampler sampler, int[] starts, int t)
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            Span<Real> input = _inputs.AsSpan(row * machine.InputWidth, machine.InputWidth);
            int s = row / Beam;
            if (starts[s] < 0)
                continue;
            if (t <= starts[s])
            {
                batch.InputRow(batch.Row(s, t)).CopyTo(input);
                continue;
            }

            sampler.HeldInputs(batch.Order[s]).CopyTo(input);
            _feedback.Write(_searches[s].Symbols[row % Beam], input);
        }
    }

    /// <summary>Takes the answers of a step; whether a beginning goes on from the state of another.</summary>
    private bool Advance(int[] starts, int t, ReadOnlySpan<Real> logits)
    {
        bool isMoved = false;
        int classes = _feedback.Answer.Classes;
        float[] own = new float[Beam * classes];
        for (int s = 0; s < starts.Length; s++)
        {
            bool answers = starts[s] >= 0 && t >= starts[s] && !_searches[s].IsDone;
            if (answers)
            {
                for (int place = 0; place < Beam; place++)
                    _feedback.LogitsOf(logits.Slice((s * Beam + place) * machine.OutputWidth, machine.OutputWidth))
                        .CopyTo(own.AsSpan(place * classes));
                _searches[s].Advance(own);
            }

            for (int place = 0; place < Beam; place++)
            {
                int from = answers ? _searches[s].Parents[place] : place;
                _rows[s * Beam + place] = s * Beam + from;
                isMoved |= from != place;
            }
        }

        return isMoved;
    }
}
