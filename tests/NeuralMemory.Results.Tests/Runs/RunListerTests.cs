namespace NeuralMemory.Results.Tests;

public sealed class RunListerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_at_any_depth_are_listed_newest_first()
    {
        Samples.Run(_folder["old"], updated: Samples.Noon);
        Samples.Run(_folder["sweep", "seed-1"], updated: Samples.Noon.AddHours(2));
        Samples.Run(_folder["sweep", "seed-2"], updated: Samples.Noon.AddHours(1));
        Directory.CreateDirectory(_folder["notes", "more"]);
        Samples.Run(_folder[".hidden"]);

        Assert.Equal([_folder["sweep", "seed-1"], _folder["sweep", "seed-2"], _folder["old"]],
            RunLister.Find(_folder.Path).Select(run => run.Path));
    }

    [Fact]
    public void A_run_itself_is_listed_alone_and_no_folder_lists_nothing()
    {
        Samples.Run(_folder["run"]);

        Assert.Equal(_folder["run"], Assert.Single(RunLister.Find(_folder["run"])).Path);
        Assert.Empty(RunLister.Find(_folder["nothing"]));
    }

    [Fact]
    public void A_broken_run_is_listed_with_its_problem()
    {
        Samples.Run(_folder["good"]);
        Samples.Run(_folder["bad"]);
        File.WriteAllText(_folder["bad", "status.json"], "");

        IReadOnlyList<RunSummary> runs = RunLister.Find(_folder.Path);

        Assert.Equal(2, runs.Count);
        RunSummary bad = Assert.Single(runs, run => run.Problem is not null);
        Assert.Equal($"'{_folder["bad", "status.json"]}' is damaged: it is empty, or no plain file", bad.Problem);
        Assert.Null(bad.Status);
        Assert.Equivalent(Samples.Environment, bad.Environment, strict: true);
        Assert.False(bad.WasKilled);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_told_as_what_it_is()
    {
        Samples.Run(_folder["run"]);
        File.Delete(_folder["run", "status.json"]);
        Directory.CreateDirectory(_folder["run", "status.json"]);

        Assert.Equal($"cannot read '{_folder["run", "status.json"]}': it is a folder, not a file",
            RunLister.Summarize(_folder["run"]).Problem);
    }

    [Fact]
    public void Running_is_told_from_killed()
    {
        Samples.Run(_folder["killed"], RunState.Running);
        Samples.Run(_folder["running"], RunState.Running);
        using RunDirectory running = RunDirectory.OpenForWriting(_folder["running"]);

        RunSummary alive = RunLister.Summarize(_folder["running"]);
        Assert.True(alive.InUse);
        Assert.False(alive.WasKilled);
        RunSummary dead = RunLister.Summarize(_folder["killed"]);
        Assert.False(dead.InUse);
        Assert.True(dead.WasKilled);
    }

    [Fact]
    public void A_link_in_a_circle_does_not_trap_the_search()
    {
        Samples.Run(_folder["run"]);
        Directory.CreateSymbolicLink(_folder["circle"], _folder.Path);

        Assert.Single(RunLister.Find(_folder.Path));
    }
}
