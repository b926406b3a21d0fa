namespace NeuralMemory.Machines;

/// <summary>The quantities of a tape machine's trace, as <see cref="TapeRnnStep"/> names them.</summary>
internal static class TapeRnnTrace
{
    /// <summary>The shares of the actions.</summary>
    public const string Actions = "tape/actions";

    /// <summary>What is written.</summary>
    public const string Values = "tape/values";

    /// <summary>The actions, in their order.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["stay", "left", "right", "jump left", "jump right"];

    /// <summary>The tapes.</summary>
    public static TraceAxis Tapes(int count) => new("tape") { Labels = TraceAxis.Names("tape", count) };

    /// <summary>Those of a machine: what is written, what was below the head, what is done, and what comes of it.</summary>
    public static IEnumerable<TraceQuantity> Quantities(TapeRnnConfig config)
    {
        foreach (TraceQuantity signal in new TapeWriteLayout(config.Memory).Quantities)
            yield return signal;
        yield return new("reads", "read vector", TraceRange.Any, TraceAxis.Readers(1), TraceAxis.Width);
        foreach (TraceQuantity signal in new TapeRnnLayout(config.Memory).Quantities)
            yield return signal;
        yield return new("memory", "memory", TraceRange.Any, TraceAxis.Width, TraceAxis.Slot);
        foreach (TraceQuantity state in ControllerState.Quantities(config.Controller))
            yield return state;
    }
}
