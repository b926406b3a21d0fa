using System.Collections.Concurrent;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>A lab with a config that is held against a published figure.</summary>
internal sealed class Bench : IDisposable
{
    public const string Published = """

        published:
          source: nobody
          value: 6
          tolerance: 6.5
        """;

    private readonly Lab _lab;

    public Bench(string more = Published, bool isInMemory = false)
    {
        _lab = new(isInMemory);
        Write(Lab.Small + more);
    }

    public Reproduction Reproduction => new(_lab.In("paper/small.yaml"), _lab.In("results"));

    public string In(string name) => _lab.In(name);

    /// <summary>Replaces the config.</summary>
    public void Write(string yaml, string name = "small")
    {
        Directory.CreateDirectory(_lab.In("paper"));
        if (!Directory.Exists(_lab.In("paper/tasks")))
            Directory.CreateSymbolicLink(_lab.In("paper/tasks"), Path.Combine(Lab.Repository, "tasks"));
        File.WriteAllText(_lab.In($"paper/{name}.yaml"), yaml);
    }

    public JobPlan Plan(long seed, bool force = false) => JobPlan.Of(Reproduction.JobOf(seed), force);

    /// <summary>Computes what is missing of some seeds.</summary>
    public Audience Run(
        int jobs, long[] seeds, bool force = false, Func<JobPlan, ITrainingObserver>? watch = null, EngineCatalog? engines = null,
        CancellationToken token = default)
    {
        Audience audience = new(watch ?? (_ => new Listener()));
        LocalLauncher launcher = new(jobs, new()
        {
            Command = "test",
            Engines = engines ?? EngineCatalog.Native,
            Force = force,
            Time = TimeProvider.System,
        });
        launcher.Launch([.. seeds.Select(seed => Plan(seed, force))], audience, token);
        return audience;
    }

    public ReproductionOutcome Read(params long[] seeds) => ReproductionReader.Read(Reproduction, seeds);

    public void Dispose()
    {
        Directory.Delete(_lab.In("paper/tasks"));
        _lab.Dispose();
    }
}

/// <summary>Keeps what it hears of several seeds.</summary>
internal sealed class Audience(Func<JobPlan, ITrainingObserver> watch) : IJobObserver
{
    public ConcurrentDictionary<long, RunOutcome> Outcomes { get; } = new();

    public ConcurrentDictionary<long, Exception> Errors { get; } = new();

    public ConcurrentDictionary<long, int> Threads { get; } = new();

    public ITrainingObserver Watch(JobPlan plan)
    {
        Threads[plan.Job.Seed] = Environment.CurrentManagedThreadId;
        return watch(plan);
    }

    public void Ended(JobPlan plan, RunOutcome outcome) => Outcomes[plan.Job.Seed] = outcome;

    public void Failed(JobPlan plan, Exception error, bool isTriedAgain) => Errors[plan.Job.Seed] = error;
}
