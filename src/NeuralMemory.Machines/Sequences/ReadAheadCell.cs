using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Steps through what a machine has made of sequences that it must have whole: all of it is computed before the first step.
/// </summary>
/// <param name="machine">The machine.</param>
internal sealed class ReadAheadCell(SequenceMachine machine) : ICell<ReadAheadStep>
{
    public ReadAheadStep Start(Tape tape, SequenceBatch batch)
    {
        RowTrace trace = new();
        return ReadAheadStep.Rent(tape, machine.Compute(tape, batch, trace), trace, 0);
    }

    public ReadAheadStep Next(Tape tape, Variable input, ReadAheadStep previous) => previous.Next(tape, input.Rows);

    public void Emit(Tape tape, ReadAheadStep step, Variable logits, int row) =>
        tape.LinearInto(machine.Output, logits, row, step.Features);
}

/// <summary>Where a machine stands in what it has made.</summary>
internal sealed class ReadAheadStep : IStep
{
    private readonly List<(string Name, Variable Value)> _quantities = [];
    private Variable _features = null!;
    private RowTrace _trace = null!;
    private int _nextRow;

    /// <summary>[B, E] what the answer at this step comes of.</summary>
    public Variable Features { get; private set; } = null!;

    /// <summary>What stands before the row that is to be answered next.</summary>
    public static ReadAheadStep Rent(Tape tape, Variable features, RowTrace trace, int nextRow)
    {
        ReadAheadStep step = tape.Rent<ReadAheadStep>();
        (step._features, step._trace, step._nextRow) = (features, trace, nextRow);
        step._quantities.Clear();
        return step;
    }

    /// <summary>The next step, which has <paramref name="rows"/> rows.</summary>
    public ReadAheadStep Next(Tape tape, int rows)
    {
        ReadAheadStep next = Rent(tape, _features, _trace, _nextRow + rows);
        next.Features = tape.Rows(_features, _nextRow, rows);
        next._quantities.AddRange(_trace.At(tape, _nextRow, rows));
        return next;
    }

    public void Describe(ITraceWriter trace)
    {
        _trace.WriteLatents(trace);
        foreach ((string name, Variable value) in _quantities)
            trace.Write(name, value);
    }

    public void VisitState(IStateVisitor visitor) => _nextRow = visitor.Visit("row", _nextRow);
}
