using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A folder for the files of one test, and a small experiment to put there.</summary>
internal sealed class Lab : IDisposable
{
    /// <summary>
    /// A machine and a task small enough for hundreds of steps a second, whose metrics, evaluations and checkpoints interleave.
    /// </summary>
    public const string Small = """
        name: small
        task:
          name: copy
          parameters: { width: 3, length: [1, 4] }
        machine:
          kind: ntm
          controller: { kind: lstm, units: 12 }
          memory: { slots: 8, width: 4 }
        training:
          steps: 30
          batch: 4
          shard: 2
          threads: 1
          optimizer: { kind: rmsprop-graves, rate: 1e-3 }
          report: 7
          checkpoint: { every: 10, keep: 3 }
        evaluation:
          every: 5
          episodes: 20
          parameters: { length: 4 }
        """;

    private const string Memory = "/dev/shm";

    /// <param name="isInMemory">Whether the files are kept in memory, where the system can: for tests that make very many.</param>
    public Lab(bool isInMemory = false)
    {
        Root = Path.Combine(isInMemory && Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"neuralmemory-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Root);
        // So that configs here find the shipped tasks by name.
        Directory.CreateSymbolicLink(In("tasks"), Path.Combine(Repository, "tasks"));
    }

    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    public string Root { get; }

    public string In(string name) => Path.Combine(Root, name);

    public string Config(string yaml = Small, string name = "config.yaml")
    {
        File.WriteAllText(In(name), yaml);
        return In(name);
    }

    public static RunOptions Options(string? directory = null, ITrainingObserver? observer = null) =>
        new() { Directory = directory, Observer = observer, Time = TimeProvider.System };

    public Experiment Load(params string[] overrides) => Experiment.Load(Config(), overrides);

    /// <summary>A trainer by the native engine.</summary>
    public static Trainer NewTrainer(Experiment experiment, Checkpoint? checkpoint = null) =>
        new(experiment, NativeEngine.Instance, checkpoint);

    /// <summary>Measures what a run has trained.</summary>
    public IReadOnlyList<EvaluationResult> Evaluate(
        string directory, EvaluationRequest? request = null, TrainedMachineOptions? options = null, CancellationToken token = default)
    {
        using TrainedMachine machine = TrainedMachine.Open(In(directory), options);
        return machine.Evaluate(request ?? new(), token);
    }

    /// <summary>Records an episode of what a run has trained.</summary>
    public EpisodeRecording Record(string directory, EvaluationRequest? request = null, long episode = 0)
    {
        using TrainedMachine machine = TrainedMachine.Open(In(directory));
        return machine.Record(request ?? new(), episode);
    }

    public RunOutcome Start(string directory, params string[] overrides) =>
        Run.Start(Load(overrides), Options(In(directory)));

    /// <summary>What is wrong with a config, in which the file is called <c>config.yaml</c>.</summary>
    public string[] Problems(string yaml, params string[] overrides)
    {
        string path = Config(yaml);
        try
        {
            Experiment.Load(path, overrides);
            return [];
        }
        catch (InvalidInputException exception)
        {
            return
            [
                .. exception.Diagnostics.Select(each =>
                    each.ToString().Replace(path, "config.yaml").Replace(Root, ".").Replace(Repository, ".")),
            ];
        }
    }

    public void Dispose()
    {
        Directory.Delete(In("tasks"));
        Directory.Delete(Root, recursive: true);
    }

    private static string FindRepository(string folder) => File.Exists(Path.Combine(folder, "NeuralMemory.sln"))
        ? folder
        : FindRepository(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found"));
}
