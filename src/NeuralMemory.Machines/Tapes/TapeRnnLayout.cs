using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What the controller tells the tapes: how to move.</summary>
internal sealed class TapeRnnLayout : SignalTable
{
    /// <param name="memory">The tapes.</param>
    public TapeRnnLayout(TapeMemoryConfig memory)
    {
        Actions = Add(
            new("actions", memory.Tapes, TapeRnnTrace.ActionNames.Count, SignalRange.Distribution, Trace: TapeRnnTrace.Actions), "action",
            TapeRnnTrace.Tapes(memory.Tapes), new("action") { Labels = TapeRnnTrace.ActionNames });
        Complete();
    }

    public int Actions { get; }
}

/// <summary>What is written, which a network of its own makes.</summary>
internal sealed class TapeWriteLayout : SignalTable
{
    /// <param name="memory">The tapes.</param>
    public TapeWriteLayout(TapeMemoryConfig memory)
    {
        Values = Add(
            new("values", memory.Tapes, memory.Width, SignalRange.Linear, Trace: TapeRnnTrace.Values), "written value",
            TapeRnnTrace.Tapes(memory.Tapes), TraceAxis.Width);
        Complete();
    }

    public int Values { get; }
}
