namespace NeuralMemory.Machines;

/// <summary>The quantities of a Differentiable Neural Computer's trace, as <see cref="DncStep"/> names them.</summary>
internal static class DncTrace
{
    /// <summary>The weightings of the write heads.</summary>
    public const string WriteWeights = "write/weights";

    /// <summary>Those of the read heads.</summary>
    public const string ReadWeights = "read/weights";

    private const string WriteVectors = "write/vectors";

    /// <summary>
    /// Those of a machine, in the order in which to look at them: as in figure 1 of the paper, what is written stands first.
    /// </summary>
    public static IEnumerable<TraceQuantity> Quantities(DncConfig config)
    {
        TraceAxis readers = TraceAxis.Readers(config.Heads.Read), writers = TraceAxis.Writers(config.Heads.Write);
        IReadOnlyList<TraceQuantity> signals = new DncLayout(config).Quantities;
        yield return signals.Single(signal => signal.Name == WriteVectors);
        yield return new(WriteWeights, "weighting", TraceRange.Distribution, writers, TraceAxis.Slot);
        yield return new("reads", "read vector", TraceRange.Any, readers, TraceAxis.Width);
        yield return new(ReadWeights, "weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
        foreach (TraceQuantity gate in signals.Where(IsGate))
            yield return gate;
        yield return new("write/allocation", "allocation", TraceRange.Distribution, writers, TraceAxis.Slot);
        yield return new("write/content", "content weighting", TraceRange.Distribution, writers, TraceAxis.Slot);
        yield return new("read/content", "content weighting", TraceRange.Distribution, readers, TraceAxis.Slot);
        foreach (TraceQuantity signal in signals.Where(signal => signal.Name != WriteVectors && !IsGate(signal)))
            yield return signal;
        yield return new("usage", "usage", TraceRange.Unit, TraceAxis.Slot);
        yield return new("retention", "retention", TraceRange.Unit, TraceAxis.Slot);
        if (config.Links.Kind != LinksKind.None)
        {
            yield return new("links/precedence", "precedence", TraceRange.Distribution, writers, TraceAxis.Slot);
            yield return new("links/forward", "forward weighting", TraceRange.Distribution, readers, writers, TraceAxis.Slot);
            yield return new("links/backward", "backward weighting", TraceRange.Distribution, readers, writers, TraceAxis.Slot);
            bool areSparse = config.Links.Kind == LinksKind.Sparse;
            yield return new(
                "links/values", "links", TraceRange.Distribution, writers, TraceAxis.Slot,
                areSparse ? TraceAxis.Link : TraceAxis.PreviousSlot);
            if (areSparse)
                yield return new("links/slots", "slots that links lead from", TraceRange.Any, writers, TraceAxis.Slot, TraceAxis.Link);
        }

        yield return new("memory", "memory", TraceRange.Any, TraceAxis.Width, TraceAxis.Slot);
        foreach (TraceQuantity state in ControllerState.Quantities(config.Controller))
            yield return state;
        if (config.Bidirectional)
            yield return BackwardReading.Quantity;
    }

    private static bool IsGate(TraceQuantity signal) => signal.Name.EndsWith("gates", StringComparison.Ordinal);
}
