using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A run of a moment, with all that a run writes, that can be made again and again on a disk that fails.</summary>
internal sealed class FaultLab : IDisposable
{
    /// <summary>
    /// Checkpoints, evaluations and reports interleave; of three checkpoints the last is kept, and the first, which is the best.
    /// </summary>
    public const string Tiny = """
        name: tiny
        seed: 3
        task:
          name: copy
          parameters: { width: 1, length: [1, 2] }
        machine: { kind: lstm, units: 2 }
        training:
          steps: 6
          batch: 1
          shard: 1
          threads: 1
          optimizer: { kind: adam, rate: 0.5 }
          report: 3
          checkpoint: { every: 2, keep: 1 }
        evaluation:
          every: 2
          episodes: 3
          parameters: { length: 2 }
          grid: { length: [1, 2] }
        """;

    private readonly Lab _lab = new(isInMemory: true);
    private int _runs;

    public FaultLab()
    {
        Experiment = Experiment.Load(_lab.Config(Tiny));
        using FaultyDisk disk = new();
        Whole = NewFolder();
        Run.Start(Experiment, Options(Whole));
        TrainingCalls = disk.Calls;
    }

    public Experiment Experiment { get; }

    /// <summary>A run that nothing happened to.</summary>
    public string Whole { get; }

    /// <summary>The calls that it made.</summary>
    public IReadOnlyList<string> TrainingCalls { get; }

    public static RunOptions Options(string? directory = null, ITrainingObserver? observer = null) =>
        new() { Directory = directory, Observer = observer, Time = new StillTime() };

    /// <summary>The name of a folder that is not there, in one that is not there either.</summary>
    public string NewFolder() => _lab.In($"runs-{++_runs}/run");

    /// <summary>The same run as another, in a folder of its own.</summary>
    public string Copy(string run)
    {
        string copy = NewFolder();
        foreach (string folder in Directory.GetDirectories(run, "*", SearchOption.AllDirectories).Prepend(run))
            Directory.CreateDirectory(copy + folder[run.Length..]);
        foreach (string file in Directory.GetFiles(run, "*", SearchOption.AllDirectories))
            File.Copy(file, copy + file[run.Length..]);
        return copy;
    }

    /// <summary>Starts a run on a disk that fails; what came of it.</summary>
    public Exception? Start(string directory, FaultyDisk disk, ITrainingObserver? observer = null, WarmStart? from = null) =>
        Try(disk, () => Run.Start(Experiment, Options(directory, observer) with { From = from }));

    /// <summary>Goes on with a run on a disk that fails.</summary>
    public static Exception? Resume(string directory, FaultyDisk disk, ITrainingObserver? observer = null) =>
        Try(disk, () => Run.Resume(directory, Options(observer: observer)));

    /// <summary>Does what a user does next, expects the run that nothing happened to, and takes it away.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="from">Whose weights it begins with.</param>
    /// <param name="whole">The run that nothing happened to; null for <see cref="Whole"/>.</param>
    public void Finish(string directory, WarmStart? from = null, string? whole = null)
    {
        using (FaultyDisk disk = new())
        {
            RunOutcome outcome = RunDirectory.IsRun(directory)
                ? Run.Resume(directory, Options())
                : Run.Start(Experiment, Options(directory) with { From = from });
            Assert.Equal(RunState.Done, outcome.State);
        }

        RunsOnDisk.AssertSame(whole ?? Whole, directory);
        Assert.Equal(
            File.ReadAllText(Path.Combine(whole ?? Whole, RunFiles.Table)), File.ReadAllText(Path.Combine(directory, RunFiles.Table)));
        Assert.Empty(Directory.GetFileSystemEntries(directory, AtomicFile.TemporaryPrefix + "*", SearchOption.AllDirectories));
        Assert.Equal(0, new FileInfo(Path.Combine(directory, RunFiles.Lock)).Length);
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Every checkpoint that a run shows is whole, and a table of its metrics, if there is one, is not old.</summary>
    public static void AssertIntact(string directory)
    {
        if (!RunDirectory.IsRun(directory))
            return;
        using RunDirectory run = RunDirectory.Open(directory);
        foreach (long step in run.Checkpoints().List())
            Assert.Equal(step, run.Checkpoints().Load(step).Step);
        if (run.Checkpoints().Best() is { } best)
            Assert.Contains(best, run.Checkpoints().List());
        if (!File.Exists(run.TablePath))
            return;
        using MemoryStream table = new();
        MetricsTable.Write(table, [new(MetricsTable.NameOf(run), run)]);
        Assert.Equal(table.ToArray(), File.ReadAllBytes(run.TablePath));
    }

    public void Dispose() => _lab.Dispose();

    private static Exception? Try(FaultyDisk disk, Action action)
    {
        using (disk)
            return Record.Exception(action);
    }
}
