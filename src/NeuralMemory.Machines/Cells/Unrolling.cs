using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell on its way over the steps of a batch, which a tape may take again. Lent by the tape.</summary>
internal sealed class Unrolling<TStep> : IDivisibleRecurrence
    where TStep : class, IStep
{
    private readonly StateLister _lister = new();
    private readonly StateSetter _setter = new();
    private ICell<TStep> _cell = null!;
    private IAnswerCell<TStep>? _answers;
    private Tape _tape = null!;
    private ITraceWriter? _trace;
    private InputReader? _reader;
    private BatchInputs _inputs;
    private TStep _start = null!;
    private int _described;
    private bool _isCut;

    /// <summary>What was computed last.</summary>
    public TStep Step { get; private set; } = null!;

    public SequenceBatch Batch { get; private set; } = null!;

    public Variable Result { get; private set; } = null!;

    public bool IsDivisible => _trace is null && !_isCut;

    /// <summary>Makes ready for the first step.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="answers">The same where it prepares answers in place of giving them; null where it does not.</param>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="inputs">How the cell sees its inputs; null for as they are.</param>
    /// <param name="width">How many numbers a step leaves.</param>
    /// <param name="trace">Receives every quantity of every step; null for none.</param>
    /// <param name="cut">Where the sequences are a part of longer ones; null where they are whole.</param>
    public void Begin(
        ICell<TStep> cell, IAnswerCell<TStep>? answers, Tape tape, SequenceBatch batch, InputReader? inputs, int width,
        ITraceWriter? trace, Cut? cut)
    {
        (_cell, _answers, _tape, _reader, _trace, _isCut) = (cell, answers, tape, inputs, trace, cut is not null);
        (Batch, Result) = (batch, tape.NewKept(new Shape(batch.Rows, width)));
        _inputs = new BatchInputs(inputs, tape, batch);
        Step = _start = cell.Start(tape, batch);
        if (cut is { From: { Time: > 0 } from })
            from.SetOn(tape, _start);
        _described = 0;
    }

    public IDivisibleRecurrence Begin(Tape tape, SequenceBatch part)
    {
        Unrolling<TStep> loop = tape.Rent<Unrolling<TStep>>();
        loop.Begin(_cell, _answers, tape, part, _reader, Result.Shape.RowCount, null, null);
        return loop;
    }

    public void Next(int step)
    {
        int row = Batch.RowOffset(step);
        Step = _cell.Next(_tape, _inputs.At(_tape, step), Step);
        if (_answers is null)
            _cell.Emit(_tape, Step, Result, row);
        else
            _answers.Prepare(_tape, Step, Result, row);
        // A step that is taken again has been described.
        if (_trace is null || step < _described)
            return;
        _described = step + 1;
        _trace.BeginStep(step);
        Step.Describe(_trace);
    }

    public bool GetState(List<Variable> state)
    {
        _lister.Begin(state);
        Step.VisitState(_lister);
        return _lister.IsWhole;
    }

    public void SetState(IReadOnlyList<Variable> state)
    {
        Step = _start;
        _setter.Begin(state);
        Step.VisitState(_setter);
    }

    private sealed class StateLister : IStateVisitor
    {
        private List<Variable> _state = [];

        /// <summary>Whether there was nothing that is no variable, or that grows.</summary>
        public bool IsWhole { get; private set; }

        public bool SeesStores => false;

        public void Begin(List<Variable> state) => (_state, IsWhole) = (state, true);

        public Variable Visit(string name, Variable value)
        {
            _state.Add(value);
            return value;
        }

        public Variable? VisitGrown(string name, Variable? value)
        {
            IsWhole = false;
            return value;
        }

        public int Visit(string name, int place)
        {
            IsWhole = false;
            return place;
        }
    }

    private sealed class StateSetter : IStateVisitor
    {
        private IReadOnlyList<Variable> _state = [];
        private int _next;

        public bool SeesStores => false;

        public void Begin(IReadOnlyList<Variable> state) => (_state, _next) = (state, 0);

        public Variable Visit(string name, Variable value) => _state[_next++];

        public Variable? VisitGrown(string name, Variable? value) => value;

        public int Visit(string name, int place) => place;
    }
}
