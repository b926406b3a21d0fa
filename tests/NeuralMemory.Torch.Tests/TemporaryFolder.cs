namespace NeuralMemory.Torch.Tests;

/// <summary>An empty folder that a test may fill; it goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("neuralmemory-test-").FullName;

    /// <summary>A path below this folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with the folders above it.</summary>
    public string Write(byte[] bytes, params string[] parts)
    {
        string path = this[parts];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
