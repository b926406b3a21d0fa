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

    /// <summary>The few numbers that heads were told, such as gates.</summary>
    public IReadOnlyList<Readout> Readouts { get; init; } = [];
}

/// <summary>Numbers of a step with their names.</summary>
/// <param name="Section">Whose they are, such as <c>write head</c>.</param>
/// <param name="Name">What they are, such as <c>gate</c>.</param>
/// <param name="Text">The numbers.</param>
public sealed record Readout(string Section, string Name, string Text);
