using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Everything that one step of a Differentiable Neural Computer computed, which is also the state that the next one starts from.
/// Letters: B sequences, R readers, V writers, N slots, W slot width, K links of a slot.
/// </summary>
public sealed class DncStep : IStep
{
    /// <summary>The controller's layers.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>What a controller that reads backward puts out; null for a machine without it.</summary>
    public BackwardReading? Backward { get; internal set; }

    /// <summary>What the heads were told; of no meaning before the first step.</summary>
    public DncSignals Signals { get; } = new();

    /// <summary>Which programs the heads ran; null for a machine without programs, and before the first step.</summary>
    public ProgramStep? Programs { get; internal set; }

    /// <summary>[B, N] how much each slot is in use, in [0, 1], before this step's writes.</summary>
    public Variable Usage { get; internal set; } = null!;

    /// <summary>[B, N] what the free gates left of each slot, in [0, 1]; of no meaning before the first step.</summary>
    public Variable Retention { get; internal set; } = null!;

    /// <summary>[B, V, N] where there is room; of no meaning before the first step.</summary>
    public Variable Allocation { get; internal set; } = null!;

    /// <summary>[B, V, N] what the writers found by content; of no meaning before the first step.</summary>
    public Variable WriteContent { get; internal set; } = null!;

    /// <summary>[B, V, N] the write weightings.</summary>
    public Variable WriteWeights { get; internal set; } = null!;

    /// <summary>[B, R, N] the read weightings.</summary>
    public Variable ReadWeights { get; internal set; } = null!;

    /// <summary>[B, R, N] what the readers found by content; of no meaning before the first step.</summary>
    public Variable ReadContent { get; internal set; } = null!;

    /// <summary>[B, R, W] what was read.</summary>
    public Variable Reads { get; internal set; } = null!;

    /// <summary>[B, W, N] the memory after this step's writes.</summary>
    public Variable Memory { get; internal set; } = null!;

    /// <summary>The order of writing; null for a machine without links.</summary>
    public LinkState? Links { get; internal set; }

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        if (Backward is not null)
            trace.Write(BackwardReading.Quantity.Name, Backward.Output);
        Signals.Describe(trace);
        Programs?.Describe(trace);
        trace.Write("usage", Usage);
        trace.Write("retention", Retention);
        trace.Write("write/allocation", Allocation);
        trace.Write("write/content", WriteContent);
        trace.Write(DncTrace.WriteWeights, WriteWeights);
        Links?.Describe(trace);
        trace.Write("read/content", ReadContent);
        trace.Write(DncTrace.ReadWeights, ReadWeights);
        trace.Write("reads", Reads);
        trace.Write("memory", Memory);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Backward?.VisitState(visitor);
        Usage = visitor.Visit("usage", Usage);
        WriteWeights = visitor.Visit(DncTrace.WriteWeights, WriteWeights);
        ReadWeights = visitor.Visit(DncTrace.ReadWeights, ReadWeights);
        Reads = visitor.Visit("reads", Reads);
        Memory = visitor.Visit("memory", Memory);
        Links?.VisitState(visitor);
    }
}
