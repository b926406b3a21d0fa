namespace NeuralMemory.Results.Tests;

/// <summary>What is said to be on disk is there: a flush that fails is an error with its path.</summary>
public sealed class FlushTests : IDisposable
{
    private const int InputOutput = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_system_refuses_to_flush_what_is_no_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        using FileStream stream = new("/dev/null", FileMode.Open, FileAccess.Write);
        // .NET's own flush says nothing.
        stream.Flush(flushToDisk: true);
        IOException exception = Assert.ThrowsAny<IOException>(() => Posix.Flush(stream));
        Assert.Equal(22, exception.HResult);
    }

    [Fact]
    public void A_folder_of_a_file_system_that_flushes_none_is_left_to_it_and_one_that_is_not_there_is_an_error()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Posix.FlushFolder("/proc");
        Posix.FlushFolder(_folder.Path);
        Assert.Throws<DirectoryNotFoundException>(() => Posix.FlushFolder(Path.Combine(_folder.Path, "none")));
    }

    [Fact]
    public void A_file_whose_flush_fails_is_an_error_with_its_path_and_the_old_content_stays()
    {
        string path = Path.Combine(_folder.Path, "file");
        AtomicFile.WriteText(path, "old");
        using (Failing(DiskCall.Flush))
            AssertTold(path, () => AtomicFile.WriteText(path, "new"));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        using (Failing(DiskCall.FlushFolder))
            AssertTold(path, () => AtomicFile.WriteText(path, "new"));
    }

    [Fact]
    public void A_checkpoint_whose_flush_fails_is_an_error_with_its_path_and_the_one_before_stays()
    {
        string folder = Path.Combine(_folder.Path, "checkpoints");
        CheckpointStore store = new(folder, keep: 1);
        store.Save(1, Samples.Weights, [], "{}");
        foreach (DiskCall call in (DiskCall[])[DiskCall.Flush, DiskCall.FlushFolder])
            using (Failing(call))
                AssertTold(Path.Combine(folder, "step-00000002"), () => store.Save(2, Samples.Weights, [], "{}"));
        Assert.Equal([1L], store.List());
        Assert.Equal("{}", store.Load().State);
    }

    [Fact]
    public void A_checkpoint_that_replaces_one_is_on_disk_before_that_is_deleted()
    {
        CheckpointStore store = new(Path.Combine(_folder.Path, "checkpoints"), keep: 1);
        store.Save(1, Samples.Weights, [], "1");
        using DiskProbe probe = new((_, _) => { });
        store.Save(1, Samples.Weights, [], "2");
        int renamed = probe.Calls.LastIndexOf("Rename step-00000001");
        Assert.Equal(["FlushFolder checkpoints", "DeleteFile manifest.json"],
            probe.Calls.Skip(renamed + 1).Where(call => call is "FlushFolder checkpoints" or "DeleteFile manifest.json"));
    }

    [Fact]
    public void Metrics_whose_flush_fails_are_an_error_with_their_path()
    {
        string path = Path.Combine(_folder.Path, "metrics.jsonl");
        using MetricsWriter writer = MetricsWriter.Open(path);
        using (Failing(DiskCall.Flush))
            AssertTold(path, writer.Flush);
    }

    [Fact]
    public void The_folder_of_a_run_is_entered_durably_in_the_one_around_it_at_every_level()
    {
        string path = Path.Combine(_folder.Path, "a", "b", "run");
        using DiskProbe probe = new((_, _) => { });
        using RunDirectory run = RunDirectory.Create(path);
        string around = Path.GetFileName(_folder.Path);
        Assert.Equal(
            ["MakeFolder a", $"FlushFolder {around}", "MakeFolder b", "FlushFolder a", "MakeFolder run", "FlushFolder b", "FlushFolder b"],
            probe.Calls.Take(7));
        using (Failing(DiskCall.FlushFolder))
            AssertTold(path + "2", () => RunDirectory.Create(path + "2").Dispose());
    }

    private static DiskProbe Failing(DiskCall which) => new((call, _) =>
    {
        if (call == which)
            throw new IOException("Input/output error", InputOutput);
    });

    private static void AssertTold(string path, Action action)
    {
        RunException exception = Assert.Throws<RunException>(action);
        Assert.Equal(RunProblem.Storage, exception.Problem);
        Assert.Contains($"'{path}'", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("(an input/output error)", exception.Message, StringComparison.Ordinal);
    }
}
