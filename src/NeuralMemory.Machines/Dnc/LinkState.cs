using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The temporal links of one step. Letters as in <see cref="DncStep"/>.</summary>
public sealed class LinkState
{
    /// <summary>
    /// The links: dense [B, V, N, N], L(i, j) how much slot i was written right after slot j; sparse [B, V, N, K], the same for the slots j
    /// that <see cref="Slots"/> names.
    /// </summary>
    public Variable Values { get; internal set; } = null!;

    /// <summary>[B, V, N, K] the slots that sparse links lead from; null where links are dense.</summary>
    public Variable? Slots { get; internal set; }

    /// <summary>[B, V, N] how much each slot was the last one written.</summary>
    public Variable Precedence { get; internal set; } = null!;

    /// <summary>[B, R, V, N] the slots written after those that the step before read; of no meaning before the first step.</summary>
    public Variable Forward { get; internal set; } = null!;

    /// <summary>[B, R, V, N] the slots written before those that the step before read; of no meaning before the first step.</summary>
    public Variable Backward { get; internal set; } = null!;

    internal void VisitState(IStateVisitor visitor)
    {
        Values = visitor.Visit("links/values", Values);
        Slots = Slots is null ? null : visitor.Visit("links/slots", Slots);
        Precedence = visitor.Visit("links/precedence", Precedence);
    }

    internal void Describe(ITraceWriter trace)
    {
        trace.Write("links/values", Values);
        if (Slots is not null)
            trace.Write("links/slots", Slots);
        trace.Write("links/precedence", Precedence);
        trace.Write("links/forward", Forward);
        trace.Write("links/backward", Backward);
    }
}
