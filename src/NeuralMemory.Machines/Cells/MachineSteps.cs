using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell that is stepped by hand.</summary>
internal sealed class MachineSteps<TStep>(ICell<TStep> cell, Tape tape, SequenceBatch batch, int outputWidth) : IMachineSteps
    where TStep : class, IStep
{
    private TStep _step = cell.Start(tape, batch);

    public int Time { get; private set; }

    public IStep? Current => Time > 0 ? _step : null;

    public Variable Step(Variable input)
    {
        tape.NextStep(Time++);
        _step = cell.Next(tape, input, _step);
        Variable logits = tape.NewKept(new Shape(input.Rows, outputWidth));
        cell.Emit(tape, _step, logits, 0);
        return logits;
    }

    public MachineState CopyState() => MachineState.Copy(_step);

    public void SetState(MachineState state) => state.SetOn(tape, _step);
}
