using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>All that the memory page shows, as its address says it.</summary>
public sealed record MemoryState
{
    /// <summary>The run, by its path below the shown folder; empty for the shown folder itself.</summary>
    public string Run { get; init; } = "";

    /// <summary>Its checkpoint.</summary>
    public CheckpointChoice Checkpoint { get; init; }

    /// <summary>The number of the held-out episode, from 0; null for one that is long and still seen step by step.</summary>
    public long? Episode { get; init; }

    /// <summary>The root of the held-out episodes; null for the config's.</summary>
    public long? Seed { get; init; }

    /// <summary>Slots of the memory; null for as many as the machine was trained with.</summary>
    public int? Slots { get; init; }

    /// <summary>Parameters of the task that differ from the config's evaluation, as assignments such as <c>length=20</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The step that is looked at, from 0; null for the middle of the episode.</summary>
    public int? At { get; init; }

    /// <summary>Whether slots have the color of the step that wrote them, in place of their values.</summary>
    public bool ByWriter { get; init; }

    /// <summary>The head whose address is taken apart, by its place among the heads of the machine.</summary>
    public int Head { get; init; }

    /// <summary>Whether links are a matrix, in place of arcs.</summary>
    public bool LinksAsMatrix { get; init; }

    /// <summary>The alignment that is shown, by its place among those of the machine: its layers.</summary>
    public int Layer { get; init; }

    /// <summary>The head of that alignment.</summary>
    public int LayerHead { get; init; }

    /// <summary>The step whose answer is traced back; null for none.</summary>
    public int? Asked { get; init; }

    /// <summary>The column of that answer.</summary>
    public int AskedColumn { get; init; }

    /// <summary>The titles of the rows that were folded by hand, in all panes.</summary>
    public IReadOnlyList<string> Folded { get; init; } = [];

    /// <summary>The titles of the rows that were opened by hand where they are folded at first.</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];

    /// <summary>What is changed in the episode; it then stands beside the original.</summary>
    public IReadOnlyList<Poke> Pokes { get; init; } = [];

    /// <summary>The run of a second machine on the same episode; null for none.</summary>
    public string? With { get; init; }

    /// <summary>The checkpoint of that machine.</summary>
    public CheckpointChoice WithCheckpoint { get; init; }

    /// <summary>Whether the page goes to a newer checkpoint when there is one.</summary>
    public bool Follows { get; init; }

    /// <summary>The same without what is chosen among what is there: the step, heads, colors. What is left is computed anew.</summary>
    public MemoryState WithoutView() => this with
    {
        At = null,
        ByWriter = false,
        Head = 0,
        LinksAsMatrix = false,
        Layer = 0,
        LayerHead = 0,
        Asked = null,
        AskedColumn = 0,
        Folded = [],
        Opened = [],
        Follows = false,
    };

    /// <summary>The titles of the rows that are folded.</summary>
    /// <param name="atFirst">Those that are where nobody has folded or opened any.</param>
    public IReadOnlySet<string> FoldedOf(IEnumerable<string> atFirst) => atFirst.Except(Opened).Union(Folded).ToHashSet();

    /// <summary>The same with some rows folded or opened.</summary>
    /// <param name="title">Their title.</param>
    /// <param name="isFolded">Whether they are folded.</param>
    /// <param name="isAtFirst">Whether they are so where nobody has done anything: then there is nothing to say.</param>
    public MemoryState WithRows(string title, bool isFolded, bool isAtFirst) => this with
    {
        Folded = [.. Folded.Where(other => other != title), .. isFolded && !isAtFirst ? (string[])[title] : []],
        Opened = [.. Opened.Where(other => other != title), .. !isFolded && !isAtFirst ? (string[])[title] : []],
    };
}
