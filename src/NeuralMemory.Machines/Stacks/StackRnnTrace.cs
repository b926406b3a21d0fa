namespace NeuralMemory.Machines;

/// <summary>The quantities of a stack machine's trace, as <see cref="StackRnnStep"/> names them.</summary>
internal static class StackRnnTrace
{
    /// <summary>The shares of the actions.</summary>
    public const string Actions = "stack/actions";

    /// <summary>What is pushed.</summary>
    public const string Values = "stack/values";

    /// <summary>The actions, in their order.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["push", "pop", "keep"];

    /// <summary>The stacks.</summary>
    public static TraceAxis Stacks(int count) => new("stack") { Labels = TraceAxis.Names("stack", count) };

    /// <summary>Those of a machine: what is pushed, what was on top, what is done, and what comes of it.</summary>
    public static IEnumerable<TraceQuantity> Quantities(StackRnnConfig config)
    {
        IReadOnlyList<TraceQuantity> signals = new StackRnnLayout(config.Memory).Quantities;
        yield return signals.Single(signal => signal.Name == Values);
        yield return new("reads", "read vector", TraceRange.Any,
            new("reader") { Labels = TraceAxis.Names("cell", config.Memory.Top) }, TraceAxis.Width);
        yield return signals.Single(signal => signal.Name == Actions);
        yield return new("memory", "memory", TraceRange.Any, TraceAxis.Width, TraceAxis.Slot);
        foreach (TraceQuantity state in ControllerState.Quantities(config.Controller))
            yield return state;
    }
}
