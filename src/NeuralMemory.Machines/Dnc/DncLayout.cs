using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The signals of a Differentiable Neural Computer's interface vector (Graves et al. 2016, Methods, "Interface vector"), and where those
/// stand that not every machine has.
/// </summary>
internal sealed class DncLayout : SignalTable
{
    /// <summary>
    /// The table. Some signals begin away from the middle of their range: a new machine writes each input to a slot of its own, keeps it,
    /// and reads few slots rather than the mean of all. Begun in the middle, the memory is a blur that the heads learn nothing from: on
    /// two-way key-value retrieval some machines then never leave the plateau on which they answer with the mean.
    /// </summary>
    public DncLayout(DncConfig config)
    {
        (int readers, int writers, int width) = (config.Heads.Read, config.Heads.Write, config.Memory.Width);
        TraceAxis reading = TraceAxis.Readers(readers), writing = TraceAxis.Writers(writers), numbers = TraceAxis.Width;
        ReadKeys = Add(new("read keys", readers, width, SignalRange.Linear, Trace: "read/keys"), "key", reading, numbers);
        ReadStrengths = Add(
            new("read strengths", readers, 1, SignalRange.AtLeastOne, Bias: 4, Trace: "read/strengths"), "key strength", reading);
        WriteKeys = Add(new("write keys", writers, width, SignalRange.Linear, Trace: "write/keys"), "key", writing, numbers);
        WriteStrengths = Add(
            new("write strengths", writers, 1, SignalRange.AtLeastOne, Trace: "write/strengths"), "key strength", writing);
        Erase = Add(new("erase", writers, width, SignalRange.Gate, Trace: "write/erase"), "erase vector", writing, numbers);
        WriteVectors = Add(
            new("write vectors", writers, width, SignalRange.Linear, Trace: "write/vectors"), "write vector", writing, numbers);
        FreeGates = Add(new("free gates", readers, 1, SignalRange.Gate, Bias: -2, Trace: "read/free-gates"), "free gate", reading);
        AllocationGates = Add(
            new("allocation gates", writers, 1, SignalRange.Gate, Bias: 2, Trace: "write/allocation-gates"), "allocation gate", writing);
        WriteGates = Add(new("write gates", writers, 1, SignalRange.Gate, Bias: 1, Trace: "write/gates"), "write gate", writing);
        if (config.Links.Kind != LinksKind.None)
        {
            ReadModes = Add(
                new("read modes", readers, 1 + 2 * writers, SignalRange.Distribution, Trace: "read/modes"), "read mode", reading,
                TraceAxis.Modes(writers));
            if (config.Links.Sharpen)
            {
                ForwardSharpness = Add(
                    new("forward sharpness", readers, writers, SignalRange.AtLeastOne, Trace: "read/forward-sharpness"),
                    "forward sharpness", reading, writing);
                BackwardSharpness = Add(
                    new("backward sharpness", readers, writers, SignalRange.AtLeastOne, Trace: "read/backward-sharpness"),
                    "backward sharpness", reading, writing);
            }
        }

        if (config.Lookup.Masked)
        {
            // A floor just below 1 would round to 1, which leaves a mask no room.
            Real floor = Real.Min((Real)config.Lookup.MaskFloor, Real.BitDecrement(1));
            ReadMasks = Add(
                new("read masks", readers, width, SignalRange.Gate, Floor: floor, Trace: "read/masks"), "key mask", reading, numbers);
            WriteMasks = Add(
                new("write masks", writers, width, SignalRange.Gate, Floor: floor, Trace: "write/masks"), "key mask", writing, numbers);
        }

        Complete();
    }

    /// <summary>Which head the numbers are for, readers first, where each head runs programs of its own.</summary>
    public IReadOnlyList<ProgramRun> Runs(int readers) =>
        HeadInterface.Runs(Interface, signal => signal.Trace!.StartsWith("write/", StringComparison.Ordinal) ? readers : 0);

    public int ReadKeys { get; }

    public int ReadStrengths { get; }

    public int WriteKeys { get; }

    public int WriteStrengths { get; }

    public int Erase { get; }

    public int WriteVectors { get; }

    public int FreeGates { get; }

    public int AllocationGates { get; }

    public int WriteGates { get; }

    public int? ReadModes { get; }

    public int? ForwardSharpness { get; }

    public int? BackwardSharpness { get; }

    public int? ReadMasks { get; }

    public int? WriteMasks { get; }
}
