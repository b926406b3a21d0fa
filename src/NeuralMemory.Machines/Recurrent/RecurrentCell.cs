using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A step of a machine without external memory.</summary>
public sealed class RecurrentStep : IStep
{
    /// <summary>The layers' states.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>What layers that read backward put out; null for a machine without them.</summary>
    public BackwardReading? Backward { get; internal set; }

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        if (Backward is not null)
            trace.Write(BackwardReading.Quantity.Name, Backward.Output);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Backward?.VisitState(visitor);
    }
}

/// <summary>Stacked recurrent layers and a linear output: what the memory machines are compared with.</summary>
internal sealed class RecurrentCell : IAnswerCell<RecurrentStep>
{
    private readonly IController _controller;
    private readonly BackwardReader? _backward;
    private readonly Parameter _output;
    private readonly double _dropout;

    public RecurrentCell(RecurrentConfig config, InputReader inputs, int outputWidth, ParameterScope scope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Dropout, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(config.Dropout, 1);
        _dropout = config.Dropout;
        _controller = Controller.Build(config.Controller, inputs.Width, scope.Child("controller"));
        _backward = config.Bidirectional ? new(config.Controller, inputs, scope.Child("backward")) : null;
        AnswerWidth = Controller.OutputWidth(config.Controller) + (_backward?.OutputWidth ?? 0);
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
    }

    public int AnswerWidth { get; }

    public RecurrentStep Start(Tape tape, SequenceBatch batch) =>
        Wrap(tape, _controller.Start(tape, batch.Sequences), _backward?.Run(tape, batch));

    public RecurrentStep Next(Tape tape, Variable input, RecurrentStep previous) => Wrap(
        tape, _controller.Next(tape, input, null, previous.Controller), previous.Backward?.Next(tape, input.Rows));

    public void Emit(Tape tape, RecurrentStep step, Variable logits, int row) =>
        tape.LinearInto(_output, logits, row, SeenOf(tape, step));

    public void Prepare(Tape tape, RecurrentStep step, Variable rows, int row) => tape.RowsInto(rows, row, SeenOf(tape, step));

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    /// <summary>What the output sees.</summary>
    private ReadOnlySpan<Variable> SeenOf(Tape tape, RecurrentStep step) => step.Backward is { } backward
        ? step.Controller.OutputWith(tape, _dropout, tape.Dropout(backward.Output, _dropout))
        : step.Controller.OutputWith(tape, _dropout);

    private static RecurrentStep Wrap(Tape tape, ControllerState state, BackwardReading? backward)
    {
        RecurrentStep step = tape.Rent<RecurrentStep>();
        (step.Controller, step.Backward) = (state, backward);
        return step;
    }
}
