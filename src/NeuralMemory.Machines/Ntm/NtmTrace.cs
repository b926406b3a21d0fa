namespace NeuralMemory.Machines;

/// <summary>The quantities of a Neural Turing Machine's trace, as <see cref="NtmStep"/> names them.</summary>
internal static class NtmTrace
{
    /// <summary>The weightings of all heads.</summary>
    public const string Weights = "heads/weights";

    private const string Add = "heads/add";

    /// <summary>
    /// Those of a machine, in the order of the paper's figure 6: what is written, and where; what is read, and where; then what the heads
    /// were told.
    /// </summary>
    public static IEnumerable<TraceQuantity> Quantities(NtmConfig config)
    {
        IReadOnlyList<TraceQuantity> signals = new NtmLayout(config.Heads, config.Memory.Width).Quantities;
        yield return signals.Single(signal => signal.Name == Add);
        yield return new("reads", "read vector", TraceRange.Any, TraceAxis.Readers(config.Heads.Read), TraceAxis.Width);
        TraceAxis heads = TraceAxis.Heads(config.Heads.Read, config.Heads.Write);
        yield return new(Weights, "weighting", TraceRange.Distribution, heads, TraceAxis.Slot);
        yield return new("heads/content", "content weighting", TraceRange.Distribution, heads, TraceAxis.Slot);
        foreach (TraceQuantity signal in signals.Where(signal => signal.Name != Add))
            yield return signal;
        yield return new("memory", "memory", TraceRange.Any, TraceAxis.Width, TraceAxis.Slot);
        foreach (TraceQuantity state in ControllerState.Quantities(config.Controller))
            yield return state;
    }
}
