using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell, its parameters and its widths.</summary>
internal sealed class Machine<TStep>(
    CellConfig<TStep> config, InputLayout inputs, int outputWidth, ParameterSet parameters, ICell<TStep> cell, InputReader reader,
    StreamKey initialization, StepClamps? clamps = null, bool ownsParameters = true)
    : IMachine
    where TStep : class, IStep
{
    public MachineConfig Config => config;

    public int InputWidth => inputs.Width;

    public InputLayout Inputs => inputs;

    public int OutputWidth => outputWidth;

    public ParameterSet Parameters => parameters;

    public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        Expect(batch);
        return Unroll.Run(cell, tape, batch, outputWidth, trace, reader);
    }

    public Variable RunPart(Tape tape, SequenceBatch part, CarriedState from, CarriedState to)
    {
        Expect(part);
        if (!config.CarriesState)
            throw new NotSupportedException($"a machine of kind {config.Kind} does not run sequences part by part as its config says");
        return Unroll.RunPart(cell, tape, part, outputWidth, new(from, to), reader);
    }

    public IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        Expect(batch);
        // Who reads a source has read that, and nothing of the sequence itself.
        bool hasRead = config.ReadsAhead && !(config.ReadsSource && batch.Source is not null);
        return Unroll.Begin(cell, tape, batch, outputWidth, hasRead ? batch.MaxLength : null, reader);
    }

    public IMachine? WithSlots(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        if (config.WithSlots(slots) is not CellConfig<TStep> resized)
            return null;
        IMachine machine = resized.Build(inputs, outputWidth, initialization);
        foreach ((Parameter from, Parameter to) in parameters.Items.Zip(machine.Parameters.Items))
            if (from.Length == to.Length)
                from.Span.CopyTo(to.Span);
            else
                config.Resize(from, to);
        return clamps is null ? machine : ((Machine<TStep>)machine).Clamped(clamps.All, ownsParameters: true);
    }

    public IMachine? WithClamps(IReadOnlyList<StepClamp> more) => Clamped([.. clamps?.All ?? [], .. more], ownsParameters: false);

    public void Dispose()
    {
        if (ownsParameters)
            parameters.Dispose();
    }

    private Machine<TStep>? Clamped(IReadOnlyList<StepClamp> all, bool ownsParameters)
    {
        if (cell is not IClampableCell<TStep> clampable)
            return null;
        StepClamps together = new(config, all);
        return new(
            config, inputs, outputWidth, parameters, clampable.WithClamps(together), reader, initialization, together, ownsParameters);
    }

    private void Expect(SequenceBatch batch)
    {
        if (batch.InputWidth != InputWidth)
            throw new ArgumentException($"the machine has {InputWidth} input channels, the batch {batch.InputWidth}", nameof(batch));
    }
}
