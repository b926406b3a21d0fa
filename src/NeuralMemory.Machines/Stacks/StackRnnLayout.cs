using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What the controller tells the stacks.</summary>
internal sealed class StackRnnLayout : SignalTable
{
    /// <param name="memory">The stacks.</param>
    public StackRnnLayout(StackMemoryConfig memory)
    {
        TraceAxis each = StackRnnTrace.Stacks(memory.Stacks);
        Actions = Add(
            new("actions", memory.Stacks, 3, SignalRange.Distribution, Trace: StackRnnTrace.Actions), "action", each,
            new("action") { Labels = StackRnnTrace.ActionNames });
        SignalRange range = memory.Values == PushedValues.Sigmoid ? SignalRange.Gate : SignalRange.Linear;
        Values = Add(
            new("values", memory.Stacks, memory.Width, range, Trace: StackRnnTrace.Values), "pushed value", each, TraceAxis.Width);
        Complete();
    }

    public int Actions { get; }

    public int Values { get; }
}
