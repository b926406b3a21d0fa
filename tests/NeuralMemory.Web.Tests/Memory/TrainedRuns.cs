using NeuralMemory.Experiments;
using NeuralMemory.Testing;

namespace NeuralMemory.Web.Tests;

/// <summary>A folder with small machines that were trained in a moment, each called by its kind.</summary>
public sealed class TrainedRuns : IDisposable
{
    private static readonly string[] Kinds =
    [
        "ntm\n  controller: { kind: lstm, units: 8 }\n  memory: { slots: 10, width: 5 }",
        "dnc\n  controller: { kind: lstm, units: 8 }\n  memory: { slots: 10, width: 5 }\n  heads: { read: 2 }",
        "transformer\n  layers: 1\n  heads: 2\n  width: 8",
        "lstm\n  units: 8",
        "fast-weights\n  layers: 1\n  heads: 2\n  width: 8\n  hidden: 8",
        "xlstm\n  layers: 2\n  heads: 2\n  width: 8",
    ];

    public TrainedRuns()
    {
        Path = Directory.CreateTempSubdirectory("neuralmemory-memory-").FullName;
        foreach (string kind in Kinds)
        {
            string config = System.IO.Path.Combine(Path, "config.yaml");
            File.WriteAllText(config, $"""
                name: {kind.Split('\n')[0]}-copy
                task:
                  name: {Repository.Path("tasks", "copy.yaml")}
                  parameters: {"{ width: 4, length: [1, 5] }"}
                machine:
                  kind: {kind}
                training:
                  steps: 20
                  batch: 2
                  threads: 1
                  optimizer: {"{ kind: adam, rate: 1e-2 }"}
                  checkpoint: {"{ every: 10, keep: 5 }"}
                evaluation: {"{ every: 10, episodes: 4, parameters: { length: 5 } }"}
                """);
            Run.Start(Experiment.Load(config), new() { Directory = System.IO.Path.Combine(Path, kind.Split('\n')[0]), Time = TimeProvider.System });
            File.Delete(config);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The folder as it is shown.</summary>
    internal ServedFolder Folder => ServedFolder.Open(Path);

    /// <summary>A reader of it; the caller disposes of the shelf.</summary>
    internal MemoryReader Reader(MachineShelf shelf) => new(shelf, Folder);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
