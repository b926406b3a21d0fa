namespace NeuralMemory.Results;

/// <summary>A run as a table of several runs names it.</summary>
/// <param name="Name">What the rows call it: its folder below the one that the table is of.</param>
/// <param name="Run">The run.</param>
public sealed record TableRun(string Name, RunDirectory Run)
{
    /// <summary>
    /// What distinguishes it from the others of the table, by column: each run of a table has the same names in the same order. A value
    /// is empty where the run has none.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Varied { get; init; } = [];
}
