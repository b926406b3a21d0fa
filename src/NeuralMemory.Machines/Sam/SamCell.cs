using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A step of a sparse access memory (Rae et al. 2016, section 3): the controller sees the input and the last reads; each head writes, to
/// the slots that it read a step before or to the one that was not used for the longest time, and then reads the few slots that look most
/// like its key; the answer comes from the controller and the reads.
/// </summary>
internal sealed class SamCell : IAnswerCell<SamStep>, IClampableCell<SamStep>
{
    private const Real NoSlot = -1;

    private readonly SparseMemoryConfig _memory;
    private readonly int _heads;
    private readonly int? _links;
    private readonly SamLayout _layout;
    private readonly IController _controller;
    private readonly Parameter _interface, _output;
    private StepClamps? _clamps;

    /// <param name="controller">The network that drives the heads.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="heads">H.</param>
    /// <param name="links">How many links a slot has each way; null for none.</param>
    /// <param name="inputs">How it sees its inputs.</param>
    /// <param name="outputWidth">O.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public SamCell(
        ControllerConfig controller, SparseMemoryConfig memory, int heads, int? links, InputReader inputs, int outputWidth,
        ParameterScope scope)
    {
        (_memory, _heads, _links) = (memory, heads, links);
        (int width, int units) = (memory.Width, Controller.OutputWidth(controller));
        ArgumentOutOfRangeException.ThrowIfLessThan(memory.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(memory.Top, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(links ?? 1, 1, nameof(links));
        _layout = new SamLayout(heads, width, links is not null);
        _controller = Controller.Build(controller, inputs.Width + heads * width, scope.Child("controller"));
        _interface = scope.Linear("interface", units, _layout.Interface.Width, _layout.Interface.Initializer);
        AnswerWidth = units + heads * width;
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
    }

    public int AnswerWidth { get; }

    public SamStep Start(Tape tape, SequenceBatch sequences)
    {
        int batch = sequences.Sequences;
        SamStep step = tape.Rent<SamStep>();
        step.Controller = _controller.Start(tape, batch);
        var shape = new Shape(batch, _heads, _links is null ? _memory.TopOf : 3 * _memory.TopOf);
        step.ReadWeights = new(tape.Fill(shape, NoSlot), tape.Fill(shape, 0));
        step.Reads = tape.Fill(new Shape(batch, _heads, _memory.Width), 0);
        step.Links = _links is { } links ? SparseLinkState.Start(tape, batch, _heads, _memory.Slots, links) : null;
        step.State = SparseState.Of(tape, tape.NewSparseMemory(batch, _memory.Slots, _memory.Width, _memory.Exhaustive));
        return step;
    }

    public SamStep Next(Tape tape, Variable input, SamStep previous)
    {
        SamStep step = tape.Rent<SamStep>();
        step.Controller = _controller.Next(tape, input, previous.Reads, previous.Controller);
        SamSignals signals = step.Signals;
        signals.Split(tape, tape.Linear(_interface, step.Controller.Output), _layout);
        if (_clamps is not null)
            signals.Clamp(tape, _clamps);

        SparseMemory memory = previous.State.Memory;
        step.Writes = tape.SparseWriteWeighting(memory, previous.ReadWeights, signals.WriteGates, signals.MixGates);
        memory = tape.SparseWrite(memory, step.Writes, signals.Add);
        SparseReading read = tape.SparseRead(memory, signals.ReadKeys, signals.ReadStrengths, _memory.TopOf);
        (step.ReadWeights, step.Reads, step.Links) = (new(read.Slots, read.Weights), read.Reads, null);
        if (previous.Links is { } links)
        {
            step.Links = links.Next(tape, step.Writes, previous.ReadWeights, step.ReadWeights, _memory.TopOf);
            step.ReadWeights = step.Links.Mix(tape, signals.ReadModes!);
            step.Reads = tape.SparseReadAt(memory, step.ReadWeights);
        }

        step.State = SparseState.Of(tape, tape.SparseUse(memory, step.ReadWeights, step.Writes, _memory.Threshold));
        return step;
    }

    public void Emit(Tape tape, SamStep step, Variable logits, int row) => tape.LinearInto(_output, logits, row, SeenOf(tape, step));

    public void Prepare(Tape tape, SamStep step, Variable rows, int row) => tape.RowsInto(rows, row, SeenOf(tape, step));

    public void Answer(Tape tape, Variable rows, Variable logits) => tape.LinearInto(_output, logits, 0, rows);

    public ICell<SamStep> WithClamps(StepClamps clamps)
    {
        SamCell clamped = (SamCell)MemberwiseClone();
        clamped._clamps = clamps;
        return clamped;
    }

    /// <summary>What the output sees.</summary>
    private static ReadOnlySpan<Variable> SeenOf(Tape tape, SamStep step) => step.Controller.OutputWith(tape, dropout: 0, step.Reads);
}
