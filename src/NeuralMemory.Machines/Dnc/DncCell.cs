using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A step of a Differentiable Neural Computer (Graves et al. 2016, Methods): the controller sees the input and the last reads; its output
/// frees slots, writes to free ones or to those found by content, and reads by content or in the order of writing; the answer comes from
/// the controller and the reads. Reading sees what the same step wrote.
/// </summary>
internal sealed class DncCell : IAnswerCell<DncStep>, IClampableCell<DncStep>
{
    private readonly DncConfig _config;
    private readonly DncLayout _layout;
    private readonly IController _controller;
    private readonly BackwardReader? _backward;
    private readonly HeadInterface _interface;
    private readonly Parameter _output;
    private readonly Normalization? _norm;
    private readonly TemporalLinkage? _links;
    private readonly Real _clip;
    private StepClamps? _clamps;

    public DncCell(DncConfig config, InputReader inputs, int outputWidth, ParameterScope scope, ProgramsLayout? programs = null)
    {
        (_config, _clip) = (config, (Real)config.Clip);
        (int readers, int width, int units) = (config.Heads.Read, config.Memory.Width, Controller.OutputWidth(config.Controller));
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Memory.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(readers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Heads.Write, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Clip, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Dropout, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(config.Dropout, 1);
        _layout = new DncLayout(config);
        _controller = Controller.Build(config.Controller, inputs.Width + readers * width, scope.Child("controller"));
        _backward = config.Bidirectional ? new(config.Controller, inputs, scope.Child("backward")) : null;
        InterfaceLayout layout = _layout.Interface;
        // Normalisation would rescale where the signals begin, so it begins there itself.
        _norm = config.Normalize ? new Normalization(layout.Width, 1, scope.Child("interface").Child("norm"), layout.BiasOf) : null;
        _interface = new(units, layout, isPlain: _norm is not null, programs, _layout.Runs(readers), scope);
        AnswerWidth = units + readers * width + (_backward?.OutputWidth ?? 0);
        _output = scope.Linear("output", AnswerWidth, outputWidth, LinearInitializer.Default, inputs.HasSymbols);
        _links = config.Links.Kind == LinksKind.None ? null : new TemporalLinkage(config);
    }

    public int AnswerWidth { get; }

    public DncStep Start(Tape tape, SequenceBatch sequences)
    {
        int batch = sequences.Sequences;
        (int readers, int writers, int slots, int width) =
            (_config.Heads.Read, _config.Heads.Write, _config.Memory.Slots, _config.Memory.Width);
        DncStep step = tape.Rent<DncStep>();
        step.Backward = _backward?.Run(tape, sequences);
        step.Controller = _controller.Start(tape, batch);
        step.Usage = tape.Fill(new Shape(batch, slots), 0);
        step.WriteWeights = tape.Fill(new Shape(batch, writers, slots), 0);
        step.ReadWeights = tape.Fill(new Shape(batch, readers, slots), 0);
        step.Reads = tape.Fill(new Shape(batch, readers, width), 0);
        step.Memory = tape.Fill(new Shape(batch, width, slots), 0);
        step.Links = _links?.Start(tape, batch);
        return step;
    }

    public DncStep Next(Tape tape, Variable input, DncStep previous)
    {
        DncStep step = tape.Rent<DncStep>();
        step.Backward = previous.Backward?.Next(tape, input.Rows);
        step.Controller = _controller.Next(tape, input, previous.Reads, previous.Controller);
        Variable raw = _interface.Of(tape, step.Controller, _clamps, out ProgramStep? programs);
        step.Programs = programs;
        raw = _norm?.Of(tape, raw) ?? raw;
        step.Signals.Split(tape, _clip > 0 ? tape.Clamp(raw, _clip) : raw, _layout);
        if (_clamps is not null)
            step.Signals.Clamp(tape, _clamps);
        Write(tape, step, previous);
        Read(tape, step, previous);
        return step;
    }

    public void Emit(Tape tape, DncStep step, Variable logits, int row) => Emit(tape, SeenOf(tape, step), logits, row);

    public void Prepare(Tape tape, DncStep step, Variable rows, int row) => tape.RowsInto(rows, row, SeenOf(tape, step));

    public void Answer(Tape tape, Variable rows, Variable logits) => Emit(tape, [rows], logits, 0);

    public ICell<DncStep> WithClamps(StepClamps clamps)
    {
        DncCell clamped = (DncCell)MemberwiseClone();
        clamped._clamps = clamps;
        return clamped;
    }

    /// <summary>What the output sees.</summary>
    private ReadOnlySpan<Variable> SeenOf(Tape tape, DncStep step) => step.Backward is { } backward
        ? step.Controller.OutputWith(tape, _config.Dropout, step.Reads, tape.Dropout(backward.Output, _config.Dropout))
        : step.Controller.OutputWith(tape, _config.Dropout, step.Reads);

    private void Emit(Tape tape, ReadOnlySpan<Variable> seen, Variable logits, int row)
    {
        if (_clip > 0)
            tape.ClampInto(tape.Linear(_output, seen), _clip, logits, row);
        else
            tape.LinearInto(_output, logits, row, seen);
    }

    private void Write(Tape tape, DncStep step, DncStep previous)
    {
        DncSignals signals = step.Signals;
        (step.Usage, step.Retention) = tape.Usage(
            previous.Usage, previous.WriteWeights, previous.ReadWeights, signals.FreeGates, _config.UsageGradient);
        step.Allocation = tape.Allocation(step.Usage, signals.AllocationGates, signals.WriteGates);
        step.WriteContent = Find(tape, signals.WriteKeys, signals.WriteStrengths, signals.WriteMasks, previous.Memory);
        step.WriteWeights = tape.WriteWeighting(step.Allocation, step.WriteContent, signals.AllocationGates, signals.WriteGates);
        if (_clamps is not null)
            step.WriteWeights = _clamps.Of(tape, DncTrace.WriteWeights, step.WriteWeights);
        Variable kept = _config.Deallocate ? tape.Retain(previous.Memory, step.Retention) : previous.Memory;
        step.Memory = tape.EraseAdd(kept, step.WriteWeights, 0, signals.Erase, signals.WriteVectors);
    }

    private void Read(Tape tape, DncStep step, DncStep previous)
    {
        DncSignals signals = step.Signals;
        step.ReadContent = Find(tape, signals.ReadKeys, signals.ReadStrengths, signals.ReadMasks, step.Memory);
        step.Links = _links is null ? null : TemporalLinkage.Next(tape, previous.Links!, step.WriteWeights, previous.ReadWeights, signals);
        step.ReadWeights = step.Links is { } links
            ? tape.ReadWeighting(signals.ReadModes!, links.Backward, step.ReadContent, links.Forward)
            : step.ReadContent;
        if (_clamps is not null)
            step.ReadWeights = _clamps.Of(tape, DncTrace.ReadWeights, step.ReadWeights);
        step.Reads = tape.WeightedRead(step.Memory, step.ReadWeights, 0, _config.Heads.Read);
    }

    private static Variable Find(Tape tape, Variable keys, Variable strengths, Variable? masks, Variable memory) => masks is null
        ? tape.ContentAddressing(keys, strengths, memory)
        : tape.MaskedContentAddressing(keys, strengths, masks, memory);
}
