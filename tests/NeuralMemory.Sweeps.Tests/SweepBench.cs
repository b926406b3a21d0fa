using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>A lab with the file of a sweep over the small experiment.</summary>
internal sealed class SweepBench : IDisposable
{
    public const string Rates = """
        name: rates
        config: config.yaml
        grid:
          training.optimizer.rate: [1e-3, 1e-2]
        seeds: 1..2

        """;

    private readonly Lab _lab;

    public SweepBench(bool isInMemory = false)
    {
        _lab = new(isInMemory);
        _lab.Config();
    }

    public string Folder => In("results");

    public string File => In("sweep.yaml");

    public string In(string name) => _lab.In(name);

    /// <summary>A sweep of a file's text; nothing is written but the file.</summary>
    public Sweep Load(string yaml = Rates)
    {
        System.IO.File.WriteAllText(File, yaml);
        return SweepFile.Load(SweepFile.Read(File), Folder, File);
    }

    /// <summary>A sweep as its folder keeps it.</summary>
    public Sweep Write(string yaml = Rates) => SweepFolder.Write(Load(yaml));

    /// <summary>What is wrong with a sweep, in which its file is called <c>sweep.yaml</c>.</summary>
    public string[] Problems(string yaml)
    {
        InvalidInputException exception = Assert.Throws<InvalidInputException>(() => Load(yaml));
        return [.. exception.Diagnostics.Select(each => each.ToString().Replace(File, "sweep.yaml").Replace(In("config.yaml"), "config.yaml"))];
    }

    /// <summary>Runs what is missing.</summary>
    public (LaunchResult Result, Audience Audience) Run(
        IEnumerable<Job> jobs, int sideBySide = 1, int retries = 0, FailurePolicy onFailure = FailurePolicy.GoOn, bool force = false,
        CancellationToken token = default)
    {
        Audience audience = new();
        LocalLauncher launcher = new(sideBySide, new()
        {
            Command = "test",
            Force = force,
            Retries = retries,
            OnFailure = onFailure,
            Time = TimeProvider.System,
        });
        return (launcher.Launch([.. jobs.Select(job => JobPlan.Of(job, force))], audience, token), audience);
    }

    public void Dispose() => _lab.Dispose();
}
