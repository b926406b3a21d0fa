using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>What a killed process or a full disk leaves of a sweep's folder is gone on with by the same command.</summary>
public sealed class SweepFolderFaultTests : IDisposable
{
    private const string More = "grid:\n  training.optimizer.rate: [1e-3, 1e-2, 3e-2]";

    private static readonly string[] Versions = [SweepBench.Rates, SweepBench.Rates.Replace(
        "grid:\n  training.optimizer.rate: [1e-3, 1e-2]", More, StringComparison.Ordinal)];

    private readonly SweepBench _bench = new(isInMemory: true);
    private readonly Dictionary<string, string> _whole;
    private readonly int _calls;

    public SweepFolderFaultTests()
    {
        using FaultyDisk disk = new();
        WriteBoth();
        _calls = disk.Calls.Count;
        _whole = Files();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Killed_at_any_call_it_is_written_by_the_next_command()
    {
        Assert.True(_calls > 20, $"only {_calls} calls");
        for (int number = 1; number <= _calls; number++)
        {
            Directory.Delete(_bench.Folder, recursive: true);
            using (new FaultyDisk(Fault.Kill, number))
                Assert.Throws<KilledException>(WriteBoth);
            // Either there is no sweep yet, or one of the two, whole.
            if (SweepFolder.IsSweep(_bench.Folder))
                Assert.Contains(SweepFolder.Open(_bench.Folder).Points.Count, (int[])[2, 3]);
            using FaultyDisk none = new();
            WriteBoth();
            AssertWhole();
        }
    }

    [Fact]
    public void Refused_any_call_it_tries_once_more()
    {
        for (int number = 1; number <= _calls; number++)
        {
            Directory.Delete(_bench.Folder, recursive: true);
            using FaultyDisk disk = new(Fault.Broken, number);
            WriteBoth();
            AssertWhole();
        }
    }

    [Fact]
    public void A_full_disk_is_said_and_what_was_there_stays()
    {
        Directory.Delete(_bench.Folder, recursive: true);
        using (new FaultyDisk())
            SweepFolder.Write(_bench.Load(Versions[0]));
        string before = File.ReadAllText(Path.Combine(_bench.Folder, SweepFolder.FileName));
        Sweep more = _bench.Load(Versions[1]);
        using (new FaultyDisk(Fault.Full, 1))
        {
            RunException exception = Assert.Throws<RunException>(() => SweepFolder.Write(more));
            Assert.Contains("the disk is full", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllText(Path.Combine(_bench.Folder, SweepFolder.FileName)));
    }

    private void WriteBoth()
    {
        foreach (string version in Versions)
            SweepFolder.Write(_bench.Load(version));
    }

    private void AssertWhole()
    {
        Dictionary<string, string> files = Files();
        // A process that died after it had kept the history, and before it wrote the new file, has kept it once all the same.
        Assert.Equal(_whole[SweepFolder.FileName], files[SweepFolder.FileName]);
        Assert.DoesNotContain(files.Keys, name => name.Contains(AtomicFile.TemporaryPrefix, StringComparison.Ordinal));
        Assert.Subset(files.Keys.ToHashSet(), _whole.Keys.ToHashSet());
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(_bench.Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_bench.Folder, path), File.ReadAllText);
}
