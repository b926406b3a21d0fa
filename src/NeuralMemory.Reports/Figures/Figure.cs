namespace NeuralMemory.Reports;

/// <summary>What a picture shows, without a word about how: the same figure is drawn wide, narrow, for paper and for dark pages.</summary>
/// <param name="Title">A headline.</param>
/// <param name="Subtitle">What is drawn, with the statistic; empty for nothing.</param>
public abstract record Figure(string Title, string Subtitle)
{
    /// <summary>What else is to be known to read it, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How the table of numbers calls what is drawn across: <c>sequences</c>.</summary>
    public string AcrossColumn { get; init; } = "x";

    /// <summary>How the table of numbers calls what was measured: <c>bits_per_sequence</c>.</summary>
    public string ValueColumn { get; init; } = "value";
}
