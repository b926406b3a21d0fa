namespace NeuralMemory.Machines;

/// <summary>The quantities of a sparse memory's trace.</summary>
internal static class SparseTrace
{
    public const string Memory = "memory", Touched = "memory/touched", LastUse = "last-use", Recency = "recency";
    public const string Add = "write/words", Reads = "reads";

    /// <summary>What a head's weighting over all slots is called, the slots that it names, and the weights of these.</summary>
    public const string OfSlots = "/weights", Names = "/slots", Entries = "/top";

    /// <summary>The weightings of the read heads over slots.</summary>
    public const string ReadWeights = "read" + OfSlots;

    /// <summary>Those of the write heads.</summary>
    public const string WriteWeights = "write" + OfSlots;

    /// <summary>A trace has the first slots of a large memory alone; unused ones are taken in the order of their numbers.</summary>
    private const int MostSlots = 1024;

    /// <summary>How many of N slots are traced.</summary>
    public static int SlotsOf(int slots) => Math.Min(slots, MostSlots);

    /// <summary>What pictures show of the memory's use.</summary>
    public static IReadOnlyList<PanelTrace> Panels { get; } =
    [
        new(Recency, "recency of use", null), new("write/gates", "gates", "write"), new("write/mix-gates", "gates", "where it read"),
    ];

    /// <summary>Where a trace says where the heads are.</summary>
    public static IReadOnlyList<HeadTrace> HeadsOf(int heads) =>
        [new(ReadWeights, 0, heads, "read head"), new(WriteWeights, 0, heads, "write head")];

    /// <summary>Those of a machine, in the order in which to look at them: what is written, and where; what is read, and where.</summary>
    public static IEnumerable<TraceQuantity> Quantities(
        MachineConfig machine, ControllerConfig controller, SparseMemoryConfig memory, int heads, bool hasLinks)
    {
        TraceAxis readers = TraceAxis.Readers(heads), writers = TraceAxis.Writers(heads), entry = new("entry");
        IReadOnlyList<TraceQuantity> signals = machine.Signals;
        yield return signals.Single(signal => signal.Name == Add);
        yield return new(WriteWeights, "weighting", TraceRange.Distribution, writers, TraceAxis.Slot);
        yield return new(Reads, "read vector", TraceRange.Any, readers, TraceAxis.Width);
        yield return new(ReadWeights, "weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
        foreach (TraceQuantity signal in signals.Where(signal => signal.Name != Add))
            yield return signal;
        yield return new(Recency, "recency of use", TraceRange.Unit, TraceAxis.Slot);
        yield return new("write" + Names, "slots written", TraceRange.Any, writers, entry);
        yield return new("write" + Entries, "their weights", TraceRange.Unit, writers, entry);
        yield return new("read" + Names, "slots read", TraceRange.Any, readers, entry);
        yield return new("read" + Entries, "their weights", TraceRange.Unit, readers, entry);
        if (hasLinks)
        {
            yield return new("read/content", "content weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
            yield return new("links/backward", "backward weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
            yield return new("links/forward", "forward weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
            yield return new("links/precedence", "precedence", TraceRange.Distribution, writers, TraceAxis.Slot);
            if (memory.Slots <= Autodiff.SlotLinks.MostDense)
                yield return new("links/values", "links", TraceRange.Distribution, writers, TraceAxis.Slot, TraceAxis.PreviousSlot);
        }

        yield return new(Memory, "memory", TraceRange.Any, TraceAxis.Width, TraceAxis.Slot);
        foreach (TraceQuantity state in ControllerState.Quantities(controller))
            yield return state;
    }
}
