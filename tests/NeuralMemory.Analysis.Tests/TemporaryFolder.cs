namespace NeuralMemory.Analysis.Tests;

/// <summary>An empty folder that a test may fill; it goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    /// <summary>A path below this folder.</summary>
    public static string operator /(TemporaryFolder folder, string below) => System.IO.Path.Combine(folder.Path, below);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
