using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What a pane shows of one step.</summary>
public sealed record Moment
{
    /// <summary>The step.</summary>
    public required int Step { get; init; }

    /// <summary>The memory after it; null for a machine without one.</summary>
    public TracedQuantity? Memory { get; init; }

    /// <summary>The matrix of the chosen head, for a machine that keeps values under keys; null for others.</summary>
    public MatrixMoment? Matrix { get; init; }

    /// <summary>Who had written each slot by then.</summary>
    public SlotWriters? Writers { get; init; }

    /// <summary>Where each head is.</summary>
    public IReadOnlyList<HeadMark> Marks { get; init; } = [];

    /// <summary>The address of the chosen head, taken apart.</summary>
    public AddressParts? Address { get; init; }

    /// <summary>The links between slots; null for a machine without such.</summary>
    public TracedQuantity? Links { get; init; }

    /// <summary>Of sparse links, the slots that they lead from.</summary>
    public TracedQuantity? LinksFrom { get; init; }

    /// <summary>Where the answer that was asked for came from.</summary>
    public TraceBack? Origin { get; init; }

    /// <summary>What heads were told in single numbers, such as gates.</summary>
    public IReadOnlyList<GateValue> Gates { get; init; } = [];
}
