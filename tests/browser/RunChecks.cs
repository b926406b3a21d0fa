namespace NeuralMemory.BrowserChecks;

/// <summary>The page of a run, and of several side by side.</summary>
internal static class RunChecks
{
    public static IReadOnlyList<Check> All { get; } = [];
}
