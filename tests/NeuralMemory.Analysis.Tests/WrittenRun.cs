using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

/// <summary>A run written as files, as training leaves them; nothing is trained.</summary>
internal sealed record WrittenRun
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public string Name { get; init; } = "ntm-copy";

    public long Seed { get; init; } = 1;

    public string Task { get; init; } = "copy";

    public string Machine { get; init; } = "ntm";

    public string Rate { get; init; } = "0.001";

    public int Slots { get; init; } = 64;

    public string Stop { get; init; } = "stop: null";

    public string Published { get; init; } = "published: null";

    public string? TestSeed { get; init; } = "2000";

    public RunState State { get; init; } = RunState.Done;

    public long Step { get; init; } = 1000;

    public double Seconds { get; init; } = 10;

    public double? Final { get; init; } = 0.5;

    public int Length { get; init; } = 20;

    /// <summary>Whether there is a checkpoint, of seven parameters.</summary>
    public bool HasCheckpoint { get; init; }

    /// <summary>What each evaluation during training measured, a hundred steps apart.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [90, 40, 10, 2, 0.5];

    public string Config => $$"""
        name: {{Name}}
        description: "a run, written: not trained"
        seed: {{Seed}}
        task:
          name: {{Task}}
          parameters: {}
        machine:
          kind: {{Machine}}
          memory:
            slots: {{Slots}}
            width: 20
        training:
          steps: 1000
          sequences: null
          batch: 2
          threads: 0
          optimizer:
            kind: adam
            rate: {{Rate}}
          report: 100
        evaluation:
          every: 100
          episodes: 64
          seed: 1000
        {{(TestSeed is null ? "" : $"  test_seed: {TestSeed}\n")}}  parameters:
            length: {{Length}}
        {{Stop}}
        {{Published}}

        """;

    /// <summary>Writes it into a folder, which is returned.</summary>
    public string At(string folder)
    {
        using RunDirectory run = RunDirectory.Create(folder);
        RunStatus status = new() { State = State, Step = Step, Sequences = 2 * Step, Seconds = Seconds, Updated = Noon };
        run.Begin(Config.Replace("\r", "", StringComparison.Ordinal), $"task: {Task}\ndescription: words\nparameters:\n  length: [1, 20]\n",
            "neuralmemory train x.yaml", Environment, status);
        using (MetricsWriter metrics = run.OpenMetrics())
        {
            for (int i = 0; i < Curve.Count; i++)
            {
                long step = 100 * (i + 1);
                metrics.Append(Record("train", step, Curve[i] + 1));
                metrics.Append(Record("evaluation", step, Curve[i]));
            }
        }

        if (HasCheckpoint)
            run.Checkpoints().Save(Step, [new("a", [2, 3], new float[6]), new("b", [], new float[1])], [], "{}");
        if (Final is { } final && State == RunState.Done)
        {
            run.Evaluations.Write(Evaluation("final", Length, final));
            run.Evaluations.Write(Evaluation("grid_length=20", 20, 2 * final));
            run.Evaluations.Write(Evaluation("grid_length=100", 100, 10 * final));
        }

        return folder;
    }

    private MetricsRecord Record(string split, long step, double value) => new()
    {
        Step = step,
        Sequences = 2 * step,
        Split = split,
        Values = [new("bits_per_sequence", value), new("bit_errors_per_sequence", value / 2)],
        Seconds = step / 100.0,
    };

    private Evaluation Evaluation(string name, int length, double value) => new()
    {
        Name = name,
        Step = Step,
        Sequences = 2 * Step,
        Parameters = new() { ["width"] = 8, ["length"] = length },
        Slots = Slots,
        Episodes = 64,
        Metrics = [new("bits_per_sequence", value), new("bit_errors_per_sequence", value / 2)],
    };

    private RunEnvironment Environment => new()
    {
        Version = "0.1.0",
        Seed = Seed,
        Threads = 1,
        Cpu = "A CPU",
        Processors = 2,
        VectorWidth = 256,
        Host = "here",
        Os = "Linux",
        Architecture = "x64",
        Runtime = string.Create(CultureInfo.InvariantCulture, $".NET {10}"),
    };
}
