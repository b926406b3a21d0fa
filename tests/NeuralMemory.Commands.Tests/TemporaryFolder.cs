namespace NeuralMemory.Commands.Tests;

/// <summary>An empty folder that a test may fill; it goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    /// <summary>A path below this folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a config of a very small experiment; its path.</summary>
    public string WriteConfig(long steps = 200, int width = 3)
    {
        string path = this["tiny.yaml"];
        File.WriteAllText(path, $$"""
            name: tiny
            task: { name: {{Testing.Repository.Path("tasks", "copy.yaml")}}, parameters: { width: {{width}}, length: [1, 4] } }
            machine: { kind: ntm, controller: { kind: lstm, units: 16 }, memory: { slots: 8, width: 6 } }
            training:
              steps: {{steps}}
              batch: 4
              shard: 2
              optimizer: { kind: adam, rate: 3e-3 }
              report: 10
              checkpoint: { every: 20, keep: 3 }
            evaluation: { every: 50, episodes: 16 }
            """);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
