using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Everything that one step of a stack machine computed, which is also the state that the next one starts from.</summary>
public sealed class StackRnnStep : IStep
{
    internal SignalValues Signals { get; } = new();

    /// <summary>How the controller's output divides into actions and values.</summary>
    public static InterfaceLayout Layout(StackMemoryConfig memory) => new StackRnnLayout(memory).Interface;

    /// <summary>The controller's layers.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>[B, P, 3] the shares of push, pop and keep; of no meaning before the first step.</summary>
    public Variable Actions { get; internal set; } = null!;

    /// <summary>[B, P, W] what was pushed; of no meaning before the first step.</summary>
    public Variable Values { get; internal set; } = null!;

    /// <summary>
    /// [B, K, P W] the cells on top that the controller saw: those that the step before left; of no meaning before the first.
    /// </summary>
    public Variable Reads { get; internal set; } = null!;

    /// <summary>[B, P W, N] the stacks, cell 0 on top, after this step's actions.</summary>
    public Variable Memory { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace);
        Signals.Describe(trace);
        trace.Write("reads", Reads);
        trace.Write("memory", Memory);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        Memory = visitor.Visit("memory", Memory);
    }
}
