using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell that is stepped by hand.</summary>
/// <param name="cell">The cell.</param>
/// <param name="tape">The tape.</param>
/// <param name="batch">The sequences.</param>
/// <param name="outputWidth">O.</param>
/// <param name="end">After how many steps the inputs end that the cell has read ahead; null for a cell that does not.</param>
/// <param name="inputs">How the cell sees its inputs; null for as they are.</param>
internal sealed class MachineSteps<TStep>(
    ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth, int? end, InputReader? inputs) : IMachineSteps
    where TStep : class, IStep
{
    private TStep _step = cell.Start(tape, batch);
    private bool _hasStepped;

    public int Time { get; private set; }

    public IStep? Current => _hasStepped ? _step : null;

    public Variable Step(Variable input)
    {
        if (Time >= end)
            throw new InvalidOperationException($"the machine has read {end} steps ahead, and there is no further one");
        tape.NextStep(Time++);
        _step = cell.Next(tape, inputs?.Read(tape, input) ?? input, _step);
        _hasStepped = true;
        Variable logits = tape.NewKept(new Shape(input.Rows, outputWidth));
        cell.Emit(tape, _step, logits, 0);
        return logits;
    }

    public MachineState CopyState() => MachineState.Copy(_step, Time);

    public void SetState(MachineState state)
    {
        state.SetOn(tape, _step);
        Time = state.Time ?? Time;
    }
}
