using System.Globalization;
using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>A folder of runs that were never trained, in a place of its own.</summary>
internal sealed class Runs : IDisposable
{
    private static readonly DateTimeOffset Then = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("neuralmemory-web-").FullName;

    public Runs() => Directory.CreateDirectory(Path);

    /// <summary>The folder that is shown.</summary>
    public string Path => System.IO.Path.Combine(_root, "shown");

    /// <summary>A folder beside it, which is not.</summary>
    public string Outside => Directory.CreateDirectory(System.IO.Path.Combine(_root, "outside")).FullName;

    /// <summary>Makes a run with some evaluations.</summary>
    public string Add(string name, long seed = 1, RunState state = RunState.Done, int evaluations = 5, string machine = "ntm")
    {
        string path = System.IO.Path.Combine(Path, name);
        Write(path, seed, state, evaluations, machine);
        return path;
    }

    /// <summary>Makes a run anywhere.</summary>
    public static void Write(string path, long seed = 1, RunState state = RunState.Done, int evaluations = 5, string machine = "ntm")
    {
        using RunDirectory run = RunDirectory.Create(path);
        run.Begin($"name: experiment\ntask: copy\nmachine:\n  kind: {machine}\ntraining:\n  steps: 1000\n  batch: 4\nseed: {seed}\n",
            "task: copy\nparameters: {}\n", "neuralmemory train x.yaml", new()
            {
                Version = "0.1.0",
                Seed = seed,
                Threads = 1,
                Cpu = "test",
                Processors = 2,
                VectorWidth = 256,
                Host = "test",
                Os = "test",
                Architecture = "X64",
                Runtime = ".NET",
            }, new() { State = state, Step = 100 * evaluations, Sequences = 400 * evaluations, Seconds = evaluations, Updated = Then });
        using (MetricsWriter metrics = run.OpenMetrics())
            for (int i = 1; i <= evaluations; i++)
                metrics.Append(Record(i));
        if (state == RunState.Done)
            run.Evaluations.Write(new()
            {
                Name = Evaluation.Final,
                Step = 100 * evaluations,
                Sequences = 400 * evaluations,
                Parameters = new() { ["length"] = 20 },
                Episodes = 32,
                Metrics = [new("bits_per_sequence", 0.25)],
            });
    }

    /// <summary>What is measured at the i-th evaluation.</summary>
    public static MetricsRecord Record(int i) => new()
    {
        Step = 100 * i,
        Sequences = 400 * i,
        Split = "evaluation",
        Values = [new("bits_per_sequence", 40.0 / i)],
        Seconds = i,
    };

    /// <summary>A line of metrics as a run appends it.</summary>
    public static string Line(int i) => string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{100 * i},\"sequences\":{400 * i},")
        + string.Create(CultureInfo.InvariantCulture, $"\"split\":\"evaluation\",\"values\":{{\"bits_per_sequence\":{40.0 / i:R}}},")
        + string.Create(CultureInfo.InvariantCulture, $"\"seconds\":{i}}}\n");

    /// <summary>Appends text to a file of a run.</summary>
    public void Append(string name, string file, string text) =>
        File.AppendAllText(System.IO.Path.Combine(Path, name, file), text, new UTF8Encoding(false));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
