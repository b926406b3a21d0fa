using NeuralMemory.Analysis;

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

/// <summary>One episode through a trained machine.</summary>
/// <param name="Caption">Which episode of which run, in words.</param>
/// <param name="Picture">The whole of it, as SVG text.</param>
/// <param name="Data">Every quantity of every step as JSON, for the page to step through; null for the picture alone.</param>
public sealed record ReportEpisode(string Caption, string Picture, string? Data);
