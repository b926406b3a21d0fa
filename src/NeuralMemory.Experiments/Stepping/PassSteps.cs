using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>A machine on its way through one episode, step by step and, where one goes back to a state, more than once.</summary>
internal sealed class PassSteps : IDisposable
{
    /// <summary>After so many steps a machine that reads ahead begins anew: a tape keeps all answers of a pass.</summary>
    private const int MostStepsOfReader = 1 << 16;

    private readonly IMachine _machine;
    private readonly SequenceBatch _batch;
    private readonly ILookup<int, MemoryPoke> _written;
    private readonly Tape _tape;
    private IMachineSteps _steps;
    private int _stepsOfPass;

    /// <param name="machine">The machine.</param>
    /// <param name="batch">The episode.</param>
    /// <param name="written">What its memory is changed to.</param>
    /// <param name="engine">What computes.</param>
    public PassSteps(IMachine machine, SequenceBatch batch, IEnumerable<MemoryPoke> written, IEngine engine)
    {
        (_machine, _batch, _written) = (machine, batch, written.ToLookup(poke => poke.Step));
        _tape = engine.NewTape(machine.Parameters, recording: false);
        _steps = BeginPass();
    }

    /// <summary>Goes through a whole episode.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="batch">The episode.</param>
    /// <param name="pokes">Of these, what the memory is changed to.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="trace">Receives every quantity of every step.</param>
    /// <returns>[batch.Answers, O] the logits.</returns>
    public static Real[] Run(IMachine machine, SequenceBatch batch, IEnumerable<Poke> pokes, IEngine engine, ITraceWriter trace)
    {
        using PassSteps steps = new(machine, batch, pokes.OfType<MemoryPoke>(), engine);
        Real[] logits = new Real[batch.Rows * machine.OutputWidth];
        while (steps.Time < batch.Rows)
        {
            trace.BeginStep(steps.Time);
            steps.Step().CopyTo(logits.AsSpan((steps.Time - 1) * machine.OutputWidth));
            steps.Current.Describe(trace);
        }

        return Answered(batch, logits, machine.OutputWidth);
    }

    /// <summary>Of the logits of all steps of an episode those that a whole run answers with.</summary>
    /// <param name="batch">The episode.</param>
    /// <param name="logits">[T, O]</param>
    /// <param name="width">O.</param>
    public static Real[] Answered(SequenceBatch batch, Real[] logits, int width)
    {
        if (batch.AnswersAll)
            return logits;
        Real[] answered = new Real[batch.Answers * width];
        for (int i = 0; i < batch.Answers; i++)
            logits.AsSpan(batch.Answered[i] * width, width).CopyTo(answered.AsSpan(i * width));
        return answered;
    }

    /// <summary>How many steps have been made.</summary>
    public int Time => _steps.Time;

    /// <summary>What the last step computed: until the next one.</summary>
    /// <exception cref="InvalidOperationException">None was made.</exception>
    public IStep Current => _steps.Current ?? throw new InvalidOperationException("no step was made");

    /// <summary>Makes a step.</summary>
    /// <returns>[O] the logits, until the next one.</returns>
    public ReadOnlySpan<Real> Step()
    {
        int most = _machine.Config.ReadsAhead ? MostStepsOfReader : MachineSession.StepsOfPass;
        if (_stepsOfPass == most)
            GoTo(_steps.CopyState());
        Write();
        _stepsOfPass++;
        return _steps.Step(_tape.Constant(_batch.InputRow(Time), new Shape(1, _batch.InputWidth))).Span;
    }

    /// <summary>Copies what the next step starts from, before any poke of that step.</summary>
    public MachineState CopyState() => _steps.CopyState();

    /// <summary>Has the next step start from a state.</summary>
    public void GoTo(MachineState state)
    {
        // What was read ahead is read once; all else is cheap to begin anew.
        if (!_machine.Config.ReadsAhead || _stepsOfPass == MostStepsOfReader)
            _steps = BeginPass();
        _steps.SetState(state);
    }

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    private void Write()
    {
        if (!_written.Contains(Time))
            return;
        MachineState memory = _steps.CopyState().Only("memory");
        int slots = memory.ShapeOf("memory").Width;
        foreach (MemoryPoke poke in _written[Time])
            memory["memory"][poke.Column * slots + poke.Slot] = (Real)poke.Value;
        _steps.SetState(memory);
    }

    private IMachineSteps BeginPass()
    {
        _stepsOfPass = 0;
        _tape.Reset(_batch.Rows);
        return _machine.Begin(_tape, _batch);
    }
}
