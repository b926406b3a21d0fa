using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A step of a recurrent network with tapes (tape_rnn.py of Delétang et al. 2023): the controller sees the input and the cell below each
/// head, as the step before left it; of its output comes what is written there, and by which shares the tapes then stay, turn and jump; the
/// answer comes from the controller alone.
/// </summary>
internal sealed class TapeRnnCell : IAnswerCell<TapeRnnStep>, IClampableCell<TapeRnnStep>
{
    private readonly TapeMemoryConfig _memory;
    private readonly int _jump;
    private readonly TapeRnnLayout _layout;
    private readonly TapeWriteLayout _written;
    private readonly IController _controller;
    private readonly Parameter _interface, _output;
    private readonly TapeWriter _writer;
    private StepClamps? _clamps;

    public TapeRnnCell(TapeRnnConfig config, InputReader inputs, int outputWidth, ParameterScope scope)
    {
        (_memory, _jump) = (config.Memory, config.Jump);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_memory.Tapes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(_jump);
        (_layout, _written) = (new(_memory), new(_memory));
        int width = _memory.Tapes * _memory.Width;
        AnswerWidth = Controller.OutputWidth(config.Controller);
        _controller = Controller.Build(config.Controller, inputs.Width + width, scope.Child("controller"));
        _interface = scope.Linear("interface", AnswerWidth, _layout.Interface.Width, _layout.Interface.Initializer);
        _writer = new(config.Write, AnswerWidth, width, scope.Child("write"));
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
    }

    public int AnswerWidth { get; }

    public TapeRnnStep Start(Tape tape, SequenceBatch sequences)
    {
        int batch = sequences.Sequences;
        TapeRnnStep step = tape.Rent<TapeRnnStep>();
        step.Controller = _controller.Start(tape, batch);
        step.Memory = tape.Fill(new Shape(batch, _memory.Tapes * _memory.Width, _memory.Slots), 0);
        step.Jumps = _jump > 0 ? tape.Fill(new Shape(batch, 1, 1), _jump) : tape.InputLengths(sequences);
        return step;
    }

    public TapeRnnStep Next(Tape tape, Variable input, TapeRnnStep previous)
    {
        int rows = input.Rows;
        TapeRnnStep step = tape.Rent<TapeRnnStep>();
        step.Reads = tape.FirstCells(previous.Memory, rows, 1);
        step.Controller = _controller.Next(tape, input, step.Reads, previous.Controller);
        step.Signals.Split(tape, tape.Linear(_interface, step.Controller.Output), _layout.Interface);
        step.Written.Split(tape, _writer.Run(tape, step.Controller.Output), _written.Interface);
        if (_clamps is not null)
        {
            step.Signals.Clamp(tape, _clamps);
            step.Written.Clamp(tape, _clamps);
        }

        (step.Actions, step.Values) = (step.Signals[_layout.Actions], step.Written[_written.Values]);
        step.Jumps = tape.FirstCells(previous.Jumps, rows, 1);
        step.Memory = tape.UpdateTape(previous.Memory, step.Actions, step.Values, step.Jumps);
        return step;
    }

    public void Emit(Tape tape, TapeRnnStep step, Variable logits, int row) =>
        tape.LinearInto(_output, logits, row, step.Controller.Output);

    public void Prepare(Tape tape, TapeRnnStep step, Variable rows, int row) => tape.RowsInto(rows, row, step.Controller.Output);

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    public ICell<TapeRnnStep> WithClamps(StepClamps clamps)
    {
        TapeRnnCell clamped = (TapeRnnCell)MemberwiseClone();
        clamped._clamps = clamps;
        return clamped;
    }
}
