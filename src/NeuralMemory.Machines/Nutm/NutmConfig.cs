using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A machine with stored programs (neural universal Turing machine; Le, Tran and Venkatesh 2020, arXiv 1906.08862): an NTM or a DNC whose
/// heads mix at every step what tells them what to do.
/// </summary>
public sealed record NutmConfig : CellConfig<NutmStep>
{
    /// <inheritdoc/>
    public override string Kind => "nutm";

    /// <summary>The machine whose heads run programs: an <see cref="NtmConfig"/> or a <see cref="DncConfig"/>.</summary>
    public MachineConfig Core { get; init; } = new NtmConfig();

    /// <summary>The programs.</summary>
    public ProgramsConfig Programs { get; init; } = new();

    /// <inheritdoc/>
    public override int? MemorySlots => Core.MemorySlots;

    /// <inheritdoc/>
    public override int? MemoryWidth => Core.MemoryWidth;

    /// <inheritdoc/>
    public override bool ReadsAfterWriting => Core.ReadsAfterWriting;

    /// <inheritdoc/>
    public override bool ReadsAhead => Core.ReadsAhead;

    /// <inheritdoc/>
    public override long LargestState => Core.LargestState;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadTrace> HeadTraces => Core.HeadTraces;

    /// <inheritdoc/>
    public override IReadOnlyList<PanelTrace> PanelTraces =>
        [new(ProgramsLayout.Weights, "programs", "head") { Numbers = Layout.Names }, .. Core.PanelTraces];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Quantities => [.. Core.Quantities, Layout.WeightsQuantity, .. Layout.Quantities];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Signals => [.. Core.Signals, .. Layout.Quantities];

    /// <inheritdoc/>
    public override IReadOnlyList<TraceQuantity> Weightings => [.. Core.Weightings, Layout.WeightsQuantity];

    /// <inheritdoc/>
    public override MachineConfig? WithSlots(int slots) =>
        Core.WithSlots(slots) is { } core ? this with { Core = core } : null;

    /// <inheritdoc/>
    public override string KeyOf(string parameter) =>
        parameter.StartsWith("programs/", StringComparison.Ordinal) || parameter == "interface" ? "programs.count"
        : Core.KeyOf(parameter) is { Length: > 0 } key ? $"core.{key}" : "";

    /// <inheritdoc/>
    public override IEnumerable<MachineProblem> Problems(InputLayout inputs) =>
        Core.Problems(inputs).Select(problem => problem with { Key = $"core.{problem.Key}" });

    /// <summary>What the heads ask the program memory.</summary>
    internal ProgramsLayout Layout => Core switch
    {
        NtmConfig ntm => new(Programs, ntm.Heads.Read, ntm.Heads.Write),
        DncConfig dnc => new(Programs, dnc.Heads.Read, dnc.Heads.Write),
        _ => throw new ArgumentException($"a machine of kind {Core.Kind} has no heads that could run programs"),
    };

    /// <inheritdoc/>
    protected internal override ICell<NutmStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Programs.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Programs.Key, 1);
        return Core switch
        {
            NtmConfig ntm => new NutmCell<NtmStep>(new NtmCell(ntm, inputs, outputWidth, scope, Layout)),
            DncConfig dnc => new NutmCell<DncStep>(new DncCell(dnc, inputs, outputWidth, scope, Layout)),
            _ => throw new ArgumentException($"a machine of kind {Core.Kind} has no heads that could run programs"),
        };
    }

    /// <inheritdoc/>
    public override bool AddRegularizer(ParameterSet parameters, long step, Span<Real> gradient)
    {
        double scale = Programs.Apart * Math.Pow(Programs.ApartDecay, step + 1);
        if (scale == 0)
            return false;
        foreach (Parameter parameter in parameters.Items)
            if (parameter.Name == KeysApart.Name)
                KeysApart.Add(
                    parameter.Span[..parameter.Shape.Count], parameter.Shape[0], parameter.Shape[1], scale,
                    gradient.Slice(parameter.Offset, parameter.Shape.Count));
        return true;
    }

    /// <inheritdoc/>
    protected internal override void Resize(Parameter from, Parameter to) => NtmStart.Resize(from, to);
}
