using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Testing;

namespace NeuralMemory.Exports.Tests;

/// <summary>A folder for the files of one test, with small runs in it.</summary>
internal sealed class Bench : IDisposable
{
    /// <summary>A machine and a task of a moment.</summary>
    public const string Small = """
        name: small
        seed: 7
        task:
          name: copy
          parameters: { width: 3, length: [1, 4] }
        machine: { kind: lstm, units: 6 }
        training:
          steps: 12
          batch: 4
          shard: 2
          threads: 1
          optimizer: { kind: adam, rate: 1e-2 }
          report: 4
          checkpoint: { every: 4, keep: 3 }
        evaluation:
          every: 6
          episodes: 20
          parameters: { length: [1, 4] }
          grid: { length: [2, 5] }
        """;

    /// <summary>A number is wanted, at the end.</summary>
    public const string Sums = """
        name: sums
        task: { name: adding, parameters: { shortest: 20, length: [20, 22] } }
        machine: { kind: lstm, units: 4 }
        training:
          steps: 3
          batch: 2
          threads: 1
          optimizer: { kind: adam, rate: 1e-2 }
        evaluation: { episodes: 20 }
        """;

    /// <summary>Words by their numbers, which are read apart and come back.</summary>
    public const string Names = """
        name: names
        task: { name: names.yaml }
        machine: { kind: seq2seq, embedding: 4, units: 6 }
        training:
          steps: 3
          batch: 2
          threads: 1
          optimizer: { kind: adam, rate: 1e-2 }
        evaluation: { episodes: 20 }
        """;

    private const string NamesTask = """
        task: names
        version: 1
        corpus: { file: names.tsv, columns: { name: characters, kind: { cut: words, begin: true } } }
        inputs: { name: { symbols: vocabulary(name) }, back: { symbols: vocabulary(kind) } }
        targets: { kind: { symbols: vocabulary(kind) } }
        draw: { line: any_line() }
        episode:
          - source: { name: "text(name, line)" }
          - show: { back: literal(begin(kind)) }
            recall: { kind: "concat(text(kind, line), literal(end(kind)))" }
            feedback: { back: kind }
        loss: softmax
        terminator: { kind: end(kind) }
        """;

    /// <summary>A machine whose answer comes back to it.</summary>
    public const string Echo = """
        name: echo
        task: { name: echo.yaml }
        machine: { kind: lstm, units: 6 }
        training:
          steps: 3
          batch: 2
          threads: 1
          optimizer: { kind: adam, rate: 1e-2 }
        evaluation: { episodes: 20 }
        """;

    public Bench()
    {
        Root = Path.Combine(Path.GetTempPath(), $"neuralmemory-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Root);
        Directory.CreateSymbolicLink(this["tasks"], Repository.Path("tasks"));
        File.WriteAllText(this["echo.yaml"], EchoTask.Text);
        File.WriteAllText(this["names.yaml"], NamesTask);
        File.WriteAllText(this["names.tsv"], "anne\ta woman\npaul\ta man\nrex\ta big dog\n");
    }

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Trains a run.</summary>
    /// <returns>Its folder.</returns>
    public string Train(string run, string config = Small, params string[] overrides)
    {
        Run.Start(Load(config, overrides), new() { Directory = this[run], Time = TimeProvider.System });
        return this[run];
    }

    public Experiment Load(string config = Small, params string[] overrides)
    {
        File.WriteAllText(this["config.yaml"], config);
        return Experiment.Load(this["config.yaml"], overrides);
    }

    /// <summary>Measures a run and writes its episodes.</summary>
    public EvaluationResult Outputs(string run, string file, EvaluationRequest? request = null, int threads = 1)
    {
        using TrainedMachine machine = TrainedMachine.Open(this[run], new() { Threads = threads });
        EvaluationPoint point = machine.PointsOf(request ?? new())[0];
        EvaluationResult? result = null;
        EpisodeLayout layout = EpisodeLayout.Of([EpisodeSource.Of(point, machine.Machine.Config.ReadsSource)], 0, point.Episodes) with
        {
            Points = [point.Name],
            HasOutputs = true,
            HasAnswers = point.Task.Feedback is not null,
        };
        EpisodeFile.Write(this[file], layout, add => result = machine.EvaluateAt(point, add));
        return result!;
    }

    public static RunException Fails(Action action) => Assert.Throws<RunException>(action);

    public void Dispose()
    {
        Directory.Delete(this["tasks"]);
        Directory.Delete(Root, recursive: true);
    }
}
