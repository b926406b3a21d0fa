using System.Diagnostics;

namespace NeuralMemory.Results.Tests;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_in_use_is_refused_and_its_owner_named()
    {
        string path = Samples.Run(_folder["run"]);
        using RunDirectory first = RunDirectory.OpenForWriting(path);

        RunException problem = Samples.Fails(() => RunDirectory.OpenForWriting(path));

        Assert.Equal(RunProblem.InUse, problem.Problem);
        Assert.Equal($"the run '{path}' is in use by process {Environment.ProcessId} on {Environment.MachineName}; "
            + "wait until it ends, or stop it first", problem.Message);
    }

    [Fact]
    public void A_note_that_cannot_be_written_is_told_as_what_it_is_and_leaves_nothing_open()
    {
        const string Full = "/dev/full";
        if (!File.Exists(Full))
            return;
        string path = Samples.Run(_folder["run"]), note = Path.Combine(path, "run.lock");
        File.Delete(note);
        File.CreateSymbolicLink(note, Full);

        RunException problem = Samples.Fails(() => RunDirectory.OpenForWriting(path));

        Assert.Equal((RunProblem.Storage, $"cannot lock '{path}': the disk is full"), (problem.Problem, problem.Message));
        Assert.False(RunLock.IsHeld(path));
    }

    [Fact]
    public void A_run_in_use_can_be_read()
    {
        string path = Samples.Run(_folder["run"]);
        using RunDirectory first = RunDirectory.OpenForWriting(path);

        using RunDirectory second = RunDirectory.Open(path);

        Assert.Equal(RunState.Done, second.ReadStatus().State);
    }

    [Fact]
    public void A_released_run_can_be_taken_again()
    {
        string path = Samples.Run(_folder["run"]);

        for (int i = 0; i < 3; i++)
            RunDirectory.OpenForWriting(path).Dispose();

        Assert.False(RunLock.IsHeld(path));
    }

    [Fact]
    public void What_a_dead_process_left_in_the_file_blocks_nobody()
    {
        string path = Samples.Run(_folder["run"]);
        File.WriteAllText(Path.Combine(path, "run.lock"), "process 1 on elsewhere\n");

        Assert.False(RunLock.IsHeld(path));
        RunDirectory.OpenForWriting(path).Dispose();
    }

    [Fact]
    public void Looking_at_a_lock_does_not_get_in_the_way_of_taking_it()
    {
        string path = Samples.Run(_folder["run"]);
        using CancellationTokenSource stop = new();
        Thread looker = new(() =>
        {
            while (!stop.IsCancellationRequested)
                RunLock.IsHeld(path);
        });
        looker.Start();

        for (int i = 0; i < 50; i++)
            RunDirectory.OpenForWriting(path).Dispose();

        stop.Cancel();
        looker.Join();
    }

    [Fact]
    public void Of_many_that_create_the_same_run_at_once_one_succeeds()
    {
        string path = _folder["run"];
        List<RunDirectory> winners = [];
        List<RunException> losers = [];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            try
            {
                RunDirectory run = RunDirectory.Create(path);
                run.Begin("1", "1", "1", Samples.Environment, Samples.Status());
                lock (winners)
                    winners.Add(run);
            }
            catch (RunException exception)
            {
                lock (losers)
                    losers.Add(exception);
            }
        });

        Assert.Single(winners).Dispose();
        Assert.Equal(7, losers.Count);
        Assert.All(losers, loser => Assert.True(loser.Problem is RunProblem.InUse or RunProblem.Exists));
    }

    [Fact]
    public void A_pipe_in_place_of_a_file_is_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        string path = Samples.Run(_folder["run"]);
        string runLock = Path.Combine(path, RunFiles.Lock), metrics = Path.Combine(path, RunFiles.Metrics);
        File.Delete(runLock);
        using (Process made = Process.Start("mkfifo", [runLock, metrics]))
            made.WaitForExit();

        Assert.False(RunLock.IsHeld(path));
        Assert.False(RunLister.Summarize(path).InUse);
        RunException problem = Samples.Fails(() => RunDirectory.OpenForWriting(path));
        Assert.Equal((RunProblem.Damaged, $"'{runLock}' is no plain file; move it away"), (problem.Problem, problem.Message));
        problem = Samples.Fails(() => MetricsWriter.Open(metrics));
        Assert.Equal((RunProblem.Damaged, $"'{metrics}' is no plain file; move it away"), (problem.Problem, problem.Message));
    }

    [Fact]
    public void A_device_in_place_of_the_lock_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        string path = Samples.Run(_folder["run"]), runLock = Path.Combine(path, RunFiles.Lock);
        File.Delete(runLock);
        File.CreateSymbolicLink(runLock, "/dev/zero");
        RunException problem = Samples.Fails(() => RunDirectory.OpenForWriting(path));
        Assert.Equal((RunProblem.Damaged, $"'{runLock}' is no plain file; move it away"), (problem.Problem, problem.Message));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_told_as_what_it_is()
    {
        string path = Samples.Run(_folder["run"]);
        string runLock = Path.Combine(path, RunFiles.Lock), metrics = Path.Combine(path, RunFiles.Metrics);
        File.Delete(runLock);
        Directory.CreateDirectory(runLock);
        Directory.CreateDirectory(metrics);

        Assert.False(RunLock.IsHeld(path));
        RunException problem = Samples.Fails(() => RunDirectory.OpenForWriting(path));
        Assert.Equal($"cannot lock '{runLock}': it is a folder, not a file", problem.Message);
        problem = Samples.Fails(() => MetricsWriter.Open(metrics));
        Assert.Equal($"cannot open '{metrics}': it is a folder, not a file", problem.Message);
    }

    [Fact]
    public void Another_process_holds_the_lock_until_it_is_killed()
    {
        // flock(1) takes the same kind of lock as this library; without it there is no second process to test with.
        if (!File.Exists("/usr/bin/flock"))
            return;
        string path = Samples.Run(_folder["run"]);
        string[] arguments = [Path.Combine(path, "run.lock"), "sh", "-c", "echo locked; exec sleep 60"];
        using Process other = Process.Start(new ProcessStartInfo("/usr/bin/flock", arguments) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("locked", other.StandardOutput.ReadLine());
            Assert.True(RunLock.IsHeld(path));
            Assert.Equal($"the run '{path}' is in use by another process; wait until it ends, or stop it first",
                Samples.Fails(() => RunDirectory.OpenForWriting(path)).Message);
        }
        finally
        {
            other.Kill(entireProcessTree: true);
            other.WaitForExit();
        }

        Assert.True(SpinWait.SpinUntil(() => !RunLock.IsHeld(path), TimeSpan.FromSeconds(60)));
        RunDirectory.OpenForWriting(path).Dispose();
    }
}
