using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// Everything that one step of a sparse access memory computed, which is also the state that the next one starts from. Letters: B
/// sequences, H heads, K slots that a head reads, W slot width.
/// </summary>
public sealed class SamStep : IStep
{
    /// <summary>The controller's layers.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>What the heads were told; of no meaning before the first step.</summary>
    public SamSignals Signals { get; } = new();

    /// <summary>[B, H, 1 + K] where the heads wrote; of no meaning before the first step.</summary>
    public SparseWeighting Writes { get; internal set; }

    /// <summary>[B, H, K] where the heads read; 3 K with links.</summary>
    public SparseWeighting ReadWeights { get; internal set; }

    /// <summary>[B, H, W] what was read.</summary>
    public Variable Reads { get; internal set; } = null!;

    /// <summary>The order of writing; null for a machine without links.</summary>
    public SparseLinkState? Links { get; internal set; }

    /// <summary>The memory after this step's writes.</summary>
    public SparseState State { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        Signals.Describe(trace);
        State.Describe(trace, "write", Writes);
        State.Describe(trace, "read", ReadWeights);
        Links?.Describe(trace);
        trace.Write(SparseTrace.Reads, Reads);
        State.Describe(trace);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Variable slots = visitor.Visit("read" + SparseTrace.Names, ReadWeights.Slots);
        ReadWeights = new(slots, visitor.Visit("read" + SparseTrace.Entries, ReadWeights.Weights));
        Reads = visitor.Visit(SparseTrace.Reads, Reads);
        Links?.VisitState(visitor);
        State.VisitState(visitor);
    }
}
