namespace NeuralMemory.Results.Tests;

public sealed class RunTrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_goes_to_the_trash_beside_it_and_comes_back()
    {
        string run = Samples.Run(_folder["results", "a"]);
        Samples.Run(_folder["results", "b"]);
        Assert.Equal(_folder["results", ".trash", "a"], RunTrash.Move(run));
        Assert.Equal([_folder["results", "b"]], RunLister.FindPaths(_folder["results"]));
        Assert.Equal(run, RunTrash.Restore(run));
        Assert.Equal([run, _folder["results", "b"]], RunLister.FindPaths(_folder["results"]));
        Assert.False(Directory.Exists(_folder["results", ".trash"]));
    }

    [Fact]
    public void Of_several_of_one_name_the_last_comes_back_or_the_one_that_is_named()
    {
        foreach (string note in (string[])["first", "second"])
        {
            new RunNotes(Samples.Run(_folder["a"])).WriteNote(note);
            RunTrash.Move(_folder["a"]);
        }

        RunTrash.Restore(_folder["a"]);
        Assert.Equal("second", new RunNotes(_folder["a"]).ReadNote());
        Assert.Equal($"there is a '{_folder["a"]}' already; move it away first",
            Samples.Fails(() => RunTrash.Restore(_folder[".trash", "a"])).Message);
        RunTrash.Delete(_folder["a"]);
        Assert.Equal(_folder["a"], RunTrash.Restore(_folder[".trash", "a"]));
        Assert.Equal("first", new RunNotes(_folder["a"]).ReadNote());
    }

    [Fact]
    public void A_group_goes_as_a_whole()
    {
        foreach (string seed in (string[])["seed-1", "seed-2"])
            Samples.Run(_folder["copy", seed]);
        RunTrash.Move(_folder["copy"] + "/");
        Assert.Empty(RunLister.FindPaths(_folder.Path));
        RunTrash.Restore(_folder["copy"]);
        Assert.Equal(2, RunLister.FindPaths(_folder.Path).Count);
    }

    [Fact]
    public void A_sweep_is_deleted_with_all_that_it_wrote()
    {
        Samples.Run(_folder["sweep", "0123456789ab", "seed-1"]);
        File.WriteAllText(_folder["sweep", "sweep.yaml"], "name: sweep\n");
        foreach (string own in (string[])["tasks", "history"])
        {
            Directory.CreateDirectory(_folder["sweep", own]);
            File.WriteAllText(_folder["sweep", own, "a.yaml"], "");
        }

        RunTrash.Delete(_folder["sweep"]);
        Assert.False(Directory.Exists(_folder["sweep"]));
    }

    [Fact]
    public void The_disk_and_the_folder_that_one_stands_in_stay()
    {
        foreach (string around in (string[])[Path.GetPathRoot(_folder.Path)!, ".", Path.GetFullPath("..")])
            Assert.Contains("is the current folder, or around it", Samples.Fails(() => RunTrash.Move(around)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_use_stays_and_so_does_its_group()
    {
        Samples.Run(_folder["copy", "seed-1"]);
        Samples.Run(_folder["copy", "seed-2"]);
        using (RunDirectory.OpenForWriting(_folder["copy", "seed-2"]))
        {
            Assert.Equal(RunProblem.InUse, Samples.Fails(() => RunTrash.Move(_folder["copy"])).Problem);
            Assert.Equal(RunProblem.InUse, Samples.Fails(() => RunTrash.Delete(_folder["copy", "seed-2"])).Problem);
        }

        Assert.Equal(2, RunLister.FindPaths(_folder.Path).Count);
        Assert.False(RunDirectory.IsInUse(_folder["copy", "seed-1"]));
    }

    [Fact]
    public void Deleting_spares_what_is_no_run()
    {
        Samples.Run(_folder["copy", "seed-1"]);
        File.WriteAllText(_folder["copy", "README.md"], "words");
        Assert.Equal($"'{_folder["copy"]}' holds more than runs ('README.md'), which would be lost: remove its runs by their names, or "
            + "move it to the trash", Samples.Fails(() => RunTrash.Delete(_folder["copy"])).Message);
        File.Delete(_folder["copy", "README.md"]);
        new RunNotes(_folder["copy"]).WriteNote("all of them failed");
        RunTrash.Delete(_folder["copy"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_half_written_run_can_be_removed()
    {
        File.Delete(Path.Combine(Samples.Run(_folder["a"]), RunFiles.Config));
        Assert.Equal([_folder["a"]], RunLister.FindPaths(_folder.Path, withHalfWritten: true));
        RunTrash.Delete(_folder["a"]);
        Assert.False(Directory.Exists(_folder["a"]));
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        Samples.Run(_folder["results", "copy-seed1"]);
        Assert.Contains("did you mean", Samples.Fails(() => RunTrash.Move(_folder["results", "copy-seed2"])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("there is nothing called 'x' in the trash", Samples.Fails(() => RunTrash.Restore(_folder["x"])).Message,
            StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["empty"]);
        Assert.Equal($"there is no run in '{_folder["empty"]}'", Samples.Fails(() => RunTrash.Delete(_folder["empty"])).Message);
    }

    [Fact]
    public void What_a_run_takes_is_counted_by_what_its_files_hold()
    {
        using (RunDirectory run = RunDirectory.OpenForWriting(Samples.Run(_folder["a"])))
            run.Checkpoints().Save(10, Samples.Weights, Samples.Optimizer(1), "{}");
        RunUsage usage = RunUsage.Of(_folder["a"]);
        long all = Directory.GetFiles(_folder["a"], "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        long checkpoints = Directory.GetFiles(_folder["a", "checkpoints"], "*", SearchOption.AllDirectories).Sum(file =>
            new FileInfo(file).Length);
        Assert.Equal((all, checkpoints), (usage.Bytes, usage.Checkpoints));
        Assert.True(checkpoints > 0 && checkpoints < all);
        Assert.Equal(0, RunUsage.OfTrash(_folder.Path).Bytes);
        RunTrash.Move(_folder["a"]);
        Assert.Equal(all, RunUsage.OfTrash(_folder.Path).Bytes);
    }
}
