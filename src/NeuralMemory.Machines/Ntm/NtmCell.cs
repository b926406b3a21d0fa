using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A step of a Neural Turing Machine (Graves et al. 2014, section 3): the controller sees the input and the last reads; its output moves
/// the heads, by content and by location; the heads read and write; the answer comes from the controller and the reads. All heads address
/// the memory that the step before left.
/// </summary>
internal sealed class NtmCell : IAnswerCell<NtmStep>, IClampableCell<NtmStep>
{
    private readonly HeadsConfig _heads;
    private readonly NtmLayout _layout;
    private readonly IController _controller;
    private readonly HeadInterface _interface;
    private readonly Parameter _output;
    private readonly NtmStart _start;
    private StepClamps? _clamps;

    public NtmCell(NtmConfig config, InputReader inputs, int outputWidth, ParameterScope scope, ProgramsLayout? programs = null)
    {
        (_heads, int width, int units) = (config.Heads, config.Memory.Width, Controller.OutputWidth(config.Controller));
        ArgumentOutOfRangeException.ThrowIfLessThan(_heads.Read, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_heads.Write, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(_heads.Shift);
        _layout = new NtmLayout(_heads, width);
        _controller = Controller.Build(config.Controller, inputs.Width + _heads.Read * width, scope.Child("controller"));
        _interface = new(units, _layout.Interface, isPlain: false, programs, _layout.Runs(_heads.Read), scope);
        AnswerWidth = units + _heads.Read * width;
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
        _start = new NtmStart(config, scope);
    }

    public int AnswerWidth { get; }

    public NtmStep Start(Tape tape, SequenceBatch sequences)
    {
        int batch = sequences.Sequences;
        NtmStep step = tape.Rent<NtmStep>();
        step.Controller = _controller.Start(tape, batch);
        step.Weights = _start.Weights(tape, batch);
        step.Reads = _start.Reads(tape, batch);
        step.Memory = _start.Memory(tape, batch);
        return step;
    }

    public NtmStep Next(Tape tape, Variable input, NtmStep previous)
    {
        NtmStep step = tape.Rent<NtmStep>();
        step.Controller = _controller.Next(tape, input, previous.Reads, previous.Controller);
        NtmSignals signals = step.Signals;
        signals.Split(tape, _interface.Of(tape, step.Controller, _clamps, out ProgramStep? programs), _layout);
        step.Programs = programs;
        if (_clamps is not null)
            signals.Clamp(tape, _clamps);

        step.Content = tape.ContentAddressing(signals.Keys, signals.Strengths, previous.Memory);
        step.Weights = tape.LocationAddressing(step.Content, previous.Weights, signals.Gates, signals.Shifts, signals.Sharpening);
        if (_clamps is not null)
            step.Weights = _clamps.Of(tape, NtmTrace.Weights, step.Weights);
        if (_heads.Order == StepOrder.ReadFirst)
            step.Reads = tape.WeightedRead(previous.Memory, step.Weights, 0, _heads.Read);
        step.Memory = tape.EraseAdd(previous.Memory, step.Weights, _heads.Read, signals.Erase, signals.Add);
        if (_heads.Order == StepOrder.WriteFirst)
            step.Reads = tape.WeightedRead(step.Memory, step.Weights, 0, _heads.Read);
        return step;
    }

    public void Emit(Tape tape, NtmStep step, Variable logits, int row) =>
        tape.LinearInto(_output, logits, row, SeenOf(tape, step));

    public void Prepare(Tape tape, NtmStep step, Variable rows, int row) => tape.RowsInto(rows, row, SeenOf(tape, step));

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    public ICell<NtmStep> WithClamps(StepClamps clamps)
    {
        NtmCell clamped = (NtmCell)MemberwiseClone();
        clamped._clamps = clamps;
        return clamped;
    }

    /// <summary>What the output sees.</summary>
    private static ReadOnlySpan<Variable> SeenOf(Tape tape, NtmStep step) => step.Controller.OutputWith(tape, dropout: 0, step.Reads);
}
