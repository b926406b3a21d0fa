using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>A benchmark of two tasks and two machines that train in a moment.</summary>
internal sealed class BenchmarkBench : IDisposable
{
    public const string Yaml = """
        title: Small
        description: Words.
        source: Somebody 2020
        metric: wrong_bits_percent
        solved: 1
        rates: [1e-3, 1e-2]
        seeds: 1..3
        machines: ../machines.yaml
        tasks: [small, { name: other, chance: 50 }]
        published:
          - { machine: LSTM, source: Somebody 2020, values: { small: 2.5 } }

        """;

    public const string Machines = """
        machines:
          lstm: { kind: lstm, units: 4 }
          gru: { kind: gru, units: 5 }

        """;

    private readonly Lab _lab;

    public BenchmarkBench(string yaml = Yaml)
    {
        _lab = new(isInMemory: true);
        Directory.CreateDirectory(_lab.In("suite"));
        Directory.CreateSymbolicLink(_lab.In("suite/tasks"), Path.Combine(Lab.Repository, "tasks"));
        Write("machines.yaml", Machines);
        Write("suite/small.yaml", Lab.Small + "\ndescription: Copy.\n");
        Write("suite/other.yaml", Lab.Small.Replace("name: small", "name: other", StringComparison.Ordinal));
        Write("suite/benchmark.yaml", yaml);
    }

    public static BenchmarkRun Run { get; } = new()
    {
        Task = "small",
        Machine = "lstm",
        Rate = LearningRate.Parse("1e-3")!.Value,
        Seed = 1,
        Parameters = 100,
        Sequences = 120,
        Seconds = 1.25,
        Selection = 20,
        Final = 25,
        Reason = "all steps made",
    };

    public string File => In("suite/benchmark.yaml");

    public string Page => System.IO.File.ReadAllText(In("results/suite/README.md"));

    public string[] Lines => System.IO.File.ReadAllLines(In("results/suite/runs.csv"));

    public string In(string name) => _lab.In(name);

    public void Write(string name, string text) => System.IO.File.WriteAllText(_lab.In(name), text);

    public Benchmark Load(params long[] seeds) =>
        Benchmark.Load(File, In("results"), In("runs"), seeds.Length == 0 ? null : seeds);

    /// <summary>A table that has these runs.</summary>
    public BenchmarkTable Table(params BenchmarkRun[] runs)
    {
        BenchmarkRuns file = new BenchmarkTable(Load()).File;
        foreach (BenchmarkRun run in runs)
            file.Add(run);
        return new(Load());
    }

    /// <summary>Trains what is missing.</summary>
    public JobAudience Train(
        int jobs = 1, Func<JobPlan, ITrainingObserver>? watch = null, CancellationToken token = default)
    {
        Benchmark benchmark = Load();
        BenchmarkTable table = new(benchmark);
        JobAudience audience = new(watch ?? (_ => new Listener()));
        new BenchmarkRunner(benchmark, table, jobs, new() { Time = TimeProvider.System }).Run(table.Cells, audience, token);
        return audience;
    }

    public string[] Problems()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => Load());
        return [.. Assert.IsType<Yaml.InvalidInputException>(exception).Diagnostics
            .Select(each => each.ToString().Replace(_lab.Root + "/", "", StringComparison.Ordinal))];
    }

    public void Dispose()
    {
        Directory.Delete(_lab.In("suite/tasks"));
        _lab.Dispose();
    }
}

/// <summary>Keeps which jobs it heard of, in the order in which they began.</summary>
internal sealed class JobAudience(Func<JobPlan, ITrainingObserver> watch) : IJobObserver
{
    private readonly Lock _turn = new();

    public List<string> Begun { get; } = [];

    public List<Exception> Errors { get; } = [];

    public ITrainingObserver Watch(JobPlan plan)
    {
        lock (_turn)
            Begun.Add(plan.Job.Id);
        return watch(plan);
    }

    public void Ended(JobPlan plan, RunOutcome outcome)
    {
    }

    public void Failed(JobPlan plan, Exception error, bool isTriedAgain)
    {
        lock (_turn)
            Errors.Add(error);
    }
}
