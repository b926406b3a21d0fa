using BenchmarkDotNet.Attributes;

namespace NeuralMemory.Benchmarks;

/// <summary>The whole training step by machine, batch and threads.</summary>
public class StepBenchmarks
{
    private TrainingStep _step = null!;

    public static IEnumerable<string> Machines => StepMachines.Names;

    [ParamsSource(nameof(Machines))]
    public string Machine { get; set; } = StepMachines.Reference;

    [Params(1, 16)]
    public int Batch { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var @case = new StepCase(Machine, Batch, Threads);
        _step = new TrainingStep(@case);
        StepRecords.Begin(@case, _step);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        StepRecords.End(new StepCase(Machine, Batch, Threads));
        _step.Dispose();
    }

    [Benchmark]
    public double Step() => _step.Run();
}
