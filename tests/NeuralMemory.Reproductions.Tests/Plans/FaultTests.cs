using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>A reproduction that was killed, or that the disk refused something, is finished by the same command.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly long[] Seeds = [1, 2];

    private readonly Bench _bench = new(isInMemory: true);
    private readonly Reproduction _whole;
    private readonly int _calls;

    public FaultTests()
    {
        _bench.Write(FaultLab.Tiny.Replace("steps: 6", "steps: 2", StringComparison.Ordinal) + Bench.Published);
        _whole = In("whole");
        using FaultyDisk disk = new();
        Assert.Null(Reproduce(_whole));
        _calls = disk.Calls.Count;
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Killed_at_any_call_it_is_finished_to_the_bit_by_the_same_command()
    {
        Assert.True(_calls >= 150, $"only {_calls} calls");
        for (int number = 1; number <= _calls; number++)
        {
            Reproduction broken = In($"killed-{number}");
            using (new FaultyDisk(Fault.Kill, number))
                Assert.IsType<KilledException>(Reproduce(broken));
            Finish(broken);
        }
    }

    [Fact]
    public void Refused_any_call_it_says_so_and_is_finished_to_the_bit_by_the_same_command()
    {
        for (int number = 1; number <= _calls; number++)
        {
            Reproduction broken = In($"refused-{number}");
            using (FaultyDisk disk = new(Fault.Broken, number))
            {
                Exception? exception = Reproduce(broken);
                // The note of who held a lock is for people, and taken away when it has served; without a line of its journal a run is one.
                if (exception is null)
                    Assert.True(
                        disk.Struck!.StartsWith("Truncate", StringComparison.Ordinal)
                        || disk.Struck.EndsWith(RunFiles.Journal, StringComparison.Ordinal),
                        disk.Struck);
                else
                    Assert.Contains(
                        _bench.In($"refused-{number}"), Assert.IsType<RunException>(exception).Message, StringComparison.Ordinal);
            }

            Finish(broken);
        }
    }

    private Reproduction In(string results) => new(_bench.In("paper/small.yaml"), _bench.In(results));

    private void Finish(Reproduction broken)
    {
        using (new FaultyDisk())
            Assert.Null(Reproduce(broken));
        foreach (long seed in Seeds)
            RunsOnDisk.AssertSame(_whole.RunOf(seed), broken.RunOf(seed));
        string[] pages = Pages(_whole);
        Assert.NotEmpty(pages);
        Assert.Equal(pages, Pages(broken));
        foreach (string page in pages)
            Assert.Equal(File.ReadAllText(Path.Combine(_whole.Folder, page)), File.ReadAllText(Path.Combine(broken.Folder, page)));
        Directory.Delete(Path.GetDirectoryName(broken.Folder)!, recursive: true);
    }

    private static string[] Pages(Reproduction reproduction) =>
        [.. Directory.GetFiles(reproduction.Folder).Select(Path.GetFileName).OfType<string>()
            .Where(name => !name.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What the command does; the first thing that went wrong.</summary>
    private static Exception? Reproduce(Reproduction reproduction) => Record.Exception(() =>
    {
        Audience audience = new(_ => new Listener());
        new LocalLauncher(jobs: 1, new() { Command = "test", Time = new StillTime() })
            .Launch([.. Seeds.Select(seed => JobPlan.Of(reproduction.JobOf(seed)))], audience);
        ReproductionPages pages = new()
        {
            Seeds = Seeds,
            Command = folder => $"reproduce {folder}",
            Unread = (_, exception) => throw exception,
        };
        pages.Write([reproduction], out _);
        if (Seeds.FirstOrDefault(audience.Errors.ContainsKey) is > 0 and var seed)
            throw audience.Errors[seed];
    });
}
