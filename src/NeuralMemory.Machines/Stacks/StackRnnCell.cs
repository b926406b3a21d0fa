using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A step of a recurrent network with stacks (Joulin and Mikolov 2015, section 3.2; stack_rnn.py of Delétang et al. 2023): the controller
/// sees the input and the top of each stack as the step before left it; its output says what share of each stack is pushed, popped and
/// kept, and what is pushed; the answer comes from the controller alone.
/// </summary>
internal sealed class StackRnnCell : IAnswerCell<StackRnnStep>, IClampableCell<StackRnnStep>
{
    private readonly StackMemoryConfig _memory;
    private readonly StackRnnLayout _layout;
    private readonly IController _controller;
    private readonly Parameter _interface, _output;
    private StepClamps? _clamps;

    public StackRnnCell(StackRnnConfig config, InputReader inputs, int outputWidth, ParameterScope scope)
    {
        _memory = config.Memory;
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Stacks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Top, 1);
        _layout = new(_memory);
        int reads = _memory.Top * _memory.Stacks * _memory.Width;
        AnswerWidth = Controller.OutputWidth(config.Controller);
        _controller = Controller.Build(config.Controller, inputs.Width + reads, scope.Child("controller"));
        _interface = scope.Linear("interface", AnswerWidth, _layout.Interface.Width, _layout.Interface.Initializer);
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
    }

    public int AnswerWidth { get; }

    public StackRnnStep Start(Tape tape, SequenceBatch sequences)
    {
        int batch = sequences.Sequences;
        StackRnnStep step = tape.Rent<StackRnnStep>();
        step.Controller = _controller.Start(tape, batch);
        step.Memory = tape.Fill(new Shape(batch, _memory.Stacks * _memory.Width, _memory.Slots), 0);
        return step;
    }

    public StackRnnStep Next(Tape tape, Variable input, StackRnnStep previous)
    {
        StackRnnStep step = tape.Rent<StackRnnStep>();
        step.Reads = tape.FirstCells(previous.Memory, input.Rows, _memory.Top);
        step.Controller = _controller.Next(tape, input, step.Reads, previous.Controller);
        step.Signals.Split(tape, tape.Linear(_interface, step.Controller.Output), _layout.Interface);
        if (_clamps is not null)
            step.Signals.Clamp(tape, _clamps);
        (step.Actions, step.Values) = (step.Signals[_layout.Actions], step.Signals[_layout.Values]);
        step.Memory = tape.UpdateStack(previous.Memory, step.Actions, step.Values);
        return step;
    }

    public void Emit(Tape tape, StackRnnStep step, Variable logits, int row) =>
        tape.LinearInto(_output, logits, row, step.Controller.Output);

    public void Prepare(Tape tape, StackRnnStep step, Variable rows, int row) => tape.RowsInto(rows, row, step.Controller.Output);

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    public ICell<StackRnnStep> WithClamps(StepClamps clamps)
    {
        StackRnnCell clamped = (StackRnnCell)MemberwiseClone();
        clamped._clamps = clamps;
        return clamped;
    }
}
