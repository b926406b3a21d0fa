using System.Collections.Concurrent;
using NeuralMemory.Experiments;

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

    public SeedPlan Plan(long seed, bool force = false) => SeedPlan.Of(Reproduction, seed, force);

    /// <summary>Computes what is missing of some seeds.</summary>
    public Audience Run(
        int jobs, long[] seeds, bool force = false, Func<SeedPlan, ITrainingObserver>? watch = null, EngineCatalog? engines = null,
        CancellationToken token = default)
    {
        Audience audience = new(watch ?? (_ => new Listener()));
        new ReproductionRunner(jobs, "test", audience, TimeProvider.System, engines).Run(seeds.Select(seed => Plan(seed, force)), token);
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
internal sealed class Audience(Func<SeedPlan, ITrainingObserver> watch) : IReproductionObserver
{
    public ConcurrentDictionary<long, RunOutcome> Outcomes { get; } = new();

    public ConcurrentDictionary<long, Exception> Errors { get; } = new();

    public ConcurrentDictionary<long, int> Threads { get; } = new();

    public ITrainingObserver Watch(SeedPlan plan)
    {
        Threads[plan.Seed] = Environment.CurrentManagedThreadId;
        return watch(plan);
    }

    public void Ended(SeedPlan plan, RunOutcome outcome) => Outcomes[plan.Seed] = outcome;

    public void Failed(SeedPlan plan, Exception error) => Errors[plan.Seed] = error;
}
