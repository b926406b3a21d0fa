using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Everything that one step of a Neural Turing Machine computed, which is also the state that the next one starts from.</summary>
public sealed class NtmStep : IStep
{
    /// <summary>The controller's layers.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>What the heads were told; of no meaning before the first step.</summary>
    public NtmSignals Signals { get; } = new();

    /// <summary>Which programs the heads ran; null for a machine without programs, and before the first step.</summary>
    public ProgramStep? Programs { get; internal set; }

    /// <summary>[B, H, N] what the heads found by content; of no meaning before the first step.</summary>
    public Variable Content { get; internal set; } = null!;

    /// <summary>[B, H, N] the weightings, readers first, then writers.</summary>
    public Variable Weights { get; internal set; } = null!;

    /// <summary>[B, R, W] what was read.</summary>
    public Variable Reads { get; internal set; } = null!;

    /// <summary>[B, W, N] the memory after this step's writes.</summary>
    public Variable Memory { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        Signals.Describe(trace);
        Programs?.Describe(trace);
        trace.Write("heads/content", Content);
        trace.Write(NtmTrace.Weights, Weights);
        trace.Write("reads", Reads);
        trace.Write("memory", Memory);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Weights = visitor.Visit(NtmTrace.Weights, Weights);
        Reads = visitor.Visit("reads", Reads);
        Memory = visitor.Visit("memory", Memory);
    }
}
