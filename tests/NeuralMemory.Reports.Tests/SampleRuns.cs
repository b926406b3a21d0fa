using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports.Tests;

/// <summary>A folder with runs as their files are, gone when disposed.</summary>
internal sealed class SampleRuns : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuralmemory-reports-").FullName;

    /// <summary>A path in the folder.</summary>
    public string this[params string[] names] => Path.Combine([_folder, .. names]);

    /// <summary>Three seeds: two are solved, after 2000 and 3000 sequences, the third never; or others, as values are given.</summary>
    public string Group(string name, string config = "", string state = "done", params double[][] values)
    {
        double[][] all = values.Length > 0 ? values : [[40, 0, 0], [50, 20, 0], [60, 55, 50]];
        for (int i = 0; i < all.Length; i++)
            Run(Path.Combine(name, $"seed-{i + 1}"), i + 1, all[i], config, state);
        return this[name];
    }

    /// <summary>A run with an evaluation every 1000 sequences.</summary>
    public string Run(string name, int seed, double[] values, string config = "", string state = "done")
    {
        string folder = Directory.CreateDirectory(this[name]).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "evaluations"));
        string rate = config.Length == 0 ? "0.001" : config;
        Write("config.yaml", $"""
            name: copying
            description: Copies <bits> & more.
            seed: {seed}
            task:
              name: copy
              parameters: {"{}"}
            machine:
              kind: ntm
              memory:
                slots: 16
                width: 8
            training:
              steps: 3000
              batch: 1
              optimizer:
                kind: adam
                rate: {rate}
            evaluation:
              every: 1000
              seed: 1000
              test_seed: 2000
              grid:
                length: [10, 20, 50]
            stop:
              metric: bit_errors
              below: 1
              above: null
              times: 1
            published:
              metric: bit_errors
              value: 0.5

            """);
        Write("task.yaml", "task: copy\nparameters:\n  length: [1, 20]\n");
        Write("command.txt", $"neuralmemory train copy.yaml --seed {seed}\n");
        Write("status.json", $$"""
            { "state": "{{state}}", "step": {{1000 * values.Length}}, "sequences": {{1000 * values.Length}}, "reason": "all steps were made",
              "seconds": {{values.Length}}.5, "updated": "2026-01-01T00:00:00+00:00" }
            """);
        Write("environment.json", $$"""
            { "version": "0.1.0", "commit": "abc", "dirty": true, "seed": {{seed}}, "threads": 1, "device": "cpu", "engines": [],
              "cpu": "a processor", "processors": 2, "vector_width": 256, "host": "a-host", "os": "an OS", "architecture": "x64",
              "runtime": ".NET 10" }
            """);
        StringBuilder metrics = new();
        for (int i = 0; i < values.Length; i++)
            metrics.Append(CultureInfo.InvariantCulture, $$"""
                {"step":{{1000 * (i + 1)}},"sequences":{{1000 * (i + 1)}},"split":"evaluation","values":{"bit_errors":{{values[i]}},"loss":{{values[i] / 100}}},"seconds":{{i + 1}}.25}

                """);
        Write("metrics.jsonl", metrics.ToString());
        if (state != "done")
            return folder;
        Evaluation("final", 20, values[^1]);
        foreach (int length in (int[])[10, 20, 50])
            Evaluation($"grid_length={length}", length, values[^1] + length);
        return folder;

        void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

        void Evaluation(string file, int length, double value) => Write(Path.Combine("evaluations", $"{file}.json"), string.Create(
            CultureInfo.InvariantCulture, $$"""
            { "name": "{{file}}", "step": 3000, "sequences": 3000, "parameters": { "length": {{length}} }, "slots": 16, "episodes": 8,
              "metrics": { "bit_errors": {{value}}, "loss": 0.5 } }
            """));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
