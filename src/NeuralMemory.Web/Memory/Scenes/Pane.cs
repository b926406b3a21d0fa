using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>One machine's way through the episode, in the window of steps that is shown: what is drawn once for all steps of it.</summary>
public sealed record Pane
{
    /// <summary>What stands above the rows that show how far numbers moved.</summary>
    public const string OtherTitle = "otherwise than the original";

    /// <summary>What it is beside others, such as <c>original</c> or <c>poked</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The run and the checkpoint.</summary>
    public required MachineKey Machine { get; init; }

    /// <summary>The episode.</summary>
    public required EpisodeKey Episode { get; init; }

    /// <summary>The trace of the window.</summary>
    public required EpisodeTrace Trace { get; init; }

    /// <summary>Its rows.</summary>
    public required InspectionView View { get; init; }

    /// <summary>What it says otherwise than the first pane; null for the first one.</summary>
    public Differences? Differences { get; init; }

    /// <summary>Its heads over slots; none for a machine without a memory.</summary>
    public IReadOnlyList<TracedHead> Heads { get; init; } = [];

    /// <summary>The names of its heads that keep values under keys in matrices; none for other machines.</summary>
    public IReadOnlyList<string> Matrices { get; init; } = [];

    /// <summary>What it attends with: weights over steps, places or latents, layer by layer.</summary>
    public IReadOnlyList<TracedQuantity> Alignments { get; init; } = [];

    /// <summary>Whether it has a memory of slots.</summary>
    public bool HasMemory => Slots is not null;

    /// <summary>The slots of its memory; null for a machine without one.</summary>
    public int? Slots => Trace.Recording.Slots;

    /// <summary>The amount that has the strongest color, the same for all steps; null for a machine without a memory.</summary>
    public double? MostOfMemory { get; init; }

    /// <summary>Whether it keeps links between slots.</summary>
    public bool HasLinks => Trace.Find("links/precedence") is not null;

    /// <summary>How many answers are wrong, in words.</summary>
    public string Wrong => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Trace.Recording.WrongAnswers} of {Trace.Recording.ScoredAnswers} {Trace.Recording.Unit} wrong");

    /// <summary>The titles of the rows that say how it came about, and not what: they are folded where there is little room.</summary>
    public IReadOnlySet<string> Inner { get; init; } = new HashSet<string>();

    /// <summary>The alignments of a trace.</summary>
    internal static IReadOnlyList<TracedQuantity> AlignmentsOf(EpisodeTrace trace) =>
    [
        .. trace.Quantities.Where(quantity => quantity is { IsDistribution: true, Axes: [_, { Name: not ("slot" or "shift" or "mode") }] }
            && quantity.Rows.Count > 0),
    ];
}
