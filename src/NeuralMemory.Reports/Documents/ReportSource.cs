using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Command">The command line that makes the report, which it tells.</param>
public sealed record ReportSource(RunCollection Runs, string Command)
{
    /// <summary>What a sweep is called; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The definition of the sweep as its file has it; null for no sweep.</summary>
    public string? Sweep { get; init; }

    /// <summary>One episode through the machine, to step through; null for none.</summary>
    public ReportEpisode? Episode { get; init; }
}

/// <summary>One episode through a trained machine, to be gone through step by step.</summary>
/// <param name="Caption">Which episode of which run, in words.</param>
/// <param name="Trace">What the machine computed.</param>
public sealed record ReportEpisode(string Caption, EpisodeTrace Trace)
{
    /// <summary>What links call it, one name for each of a page.</summary>
    public string Id { get; init; } = "episode";

    /// <summary>What stands above it on a page of its own; empty for nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>What there is to see, by paragraphs.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The titles of the rows that are folded at first, such as <c>read head</c>.</summary>
    public IReadOnlySet<string> Folded { get; init; } = new HashSet<string>();
}
