using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Everything that one step of a tape machine computed, which is also the state that the next one starts from.</summary>
public sealed class TapeRnnStep : IStep
{
    internal SignalValues Signals { get; } = new();

    internal SignalValues Written { get; } = new();

    /// <summary>How the controller's output divides into actions.</summary>
    public static InterfaceLayout Layout(TapeMemoryConfig memory) => new TapeRnnLayout(memory).Interface;

    /// <summary>The controller's layers.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>[B, P, 5] the shares of stay, left, right, jump left, jump right; of no meaning before the first step.</summary>
    public Variable Actions { get; internal set; } = null!;

    /// <summary>[B, P, W] what was written; of no meaning before the first step.</summary>
    public Variable Values { get; internal set; } = null!;

    /// <summary>
    /// [B, 1, P W] the cell below each head that the controller saw: as the step before left it; of no meaning before the first step.
    /// </summary>
    public Variable Reads { get; internal set; } = null!;

    /// <summary>[B, P W, N] the tapes after this step, the cell below the head first: the head stays, and the tape turns.</summary>
    public Variable Memory { get; internal set; } = null!;

    /// <summary>[B, 1, 1] how far jumps go.</summary>
    public Variable Jumps { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        Signals.Describe(trace);
        Written.Describe(trace);
        trace.Write("reads", Reads);
        trace.Write("memory", Memory);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Memory = visitor.Visit("memory", Memory);
        Jumps = visitor.Visit("jumps", Jumps);
    }
}
