namespace NeuralMemory.Results.Tests;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["ntm-copy"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_has_begun_can_be_opened_and_read()
    {
        Samples.Run(Path, RunState.Done);

        using RunDirectory run = RunDirectory.Open(Path);

        Assert.Equal("machine: ntm\n", run.ReadConfig());
        Assert.Equal("task: copy\n", run.ReadTask());
        Assert.Equal("neuralmemory train ntm-copy.yaml\n", File.ReadAllText(run.CommandPath));
        Assert.Equivalent(Samples.Environment, run.ReadEnvironment(), strict: true);
        Assert.Equal(Samples.Status(RunState.Done), run.ReadStatus());
        Assert.Empty(run.ReadMetrics());
        Assert.Empty(run.Evaluations.Read());
        Assert.Null(run.Checkpoints().Latest());
    }

    [Fact]
    public void The_folders_above_a_run_are_made()
    {
        Samples.Run(_folder["a", "b", "c"]);

        Assert.True(RunDirectory.IsRun(_folder["a", "b", "c"]));
    }

    [Fact]
    public void An_existing_run_is_refused_with_the_ways_out()
    {
        Samples.Run(Path);

        RunException problem = Samples.Fails(() => RunDirectory.Create(Path + System.IO.Path.DirectorySeparatorChar));

        Assert.Equal(RunProblem.Exists, problem.Problem);
        Assert.Equal($"there is a run in '{Path}' already; "
            + "go on with it by resume, choose another folder by --out, or move it aside by --force", problem.Message);
    }

    [Fact]
    public void Force_moves_the_old_run_aside_and_deletes_nothing()
    {
        Samples.Run(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "my notes.txt"), "precious");

        using (RunDirectory run = RunDirectory.Create(Path, force: true))
        {
            Assert.Equal(Path + ".old-1", run.MovedAside);
            Assert.Equal(["run.lock"], Directory.GetFileSystemEntries(Path).Select(System.IO.Path.GetFileName));
            run.Begin("2", "2", "2", Samples.Environment, Samples.Status());
        }

        using (RunDirectory run = RunDirectory.Create(Path, force: true))
            Assert.Equal(Path + ".old-2", run.MovedAside);
        Assert.Equal("precious", File.ReadAllText(_folder["ntm-copy.old-1", "my notes.txt"]));
        Assert.True(RunDirectory.IsRun(Path + ".old-1"));
        Assert.Equal("2", File.ReadAllText(_folder["ntm-copy.old-2", "config.yaml"]));
        // The old runs are free, the new one was released.
        RunDirectory.OpenForWriting(Path + ".old-1").Dispose();
        RunDirectory.Create(Path).Dispose();
    }

    [Fact]
    public void Who_has_claimed_a_folder_may_still_leave_all_as_it_was()
    {
        Samples.Run(Path);
        string[] before = Directory.GetFiles(Path);
        Assert.Throws<InvalidOperationException>(() => RunDirectory.Create(Path, force: true, claimed: () =>
        {
            // It is asked while nobody else can write here.
            Assert.Equal(RunProblem.InUse, Samples.Fails(() => RunDirectory.OpenForWriting(Path)).Problem);
            throw new InvalidOperationException();
        }));
        Assert.Equal([Path], Directory.GetDirectories(_folder.Path));
        Assert.Equal(before, Directory.GetFiles(Path));
        RunDirectory.OpenForWriting(Path).Dispose();
    }

    [Fact]
    public void Force_does_not_touch_a_run_in_use()
    {
        using RunDirectory running = RunDirectory.Create(Path);
        running.Begin("1", "1", "1", Samples.Environment, Samples.Status());

        RunException problem = Samples.Fails(() => RunDirectory.Create(Path, force: true));

        Assert.Equal(RunProblem.InUse, problem.Problem);
        Assert.Equal([Path], Directory.GetDirectories(_folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_is_no_run_is_refused_even_by_force(bool force)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "thesis.tex"), "");

        RunException problem = Samples.Fails(() => RunDirectory.Create(Path, force));

        Assert.Equal(RunProblem.Exists, problem.Problem);
        Assert.Equal($"'{Path}' is no run and not empty (it has 'thesis.tex'); choose another folder by --out", problem.Message);
        Assert.Equal(["thesis.tex"], Directory.GetFileSystemEntries(Path).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Another_programs_config_does_not_make_a_folder_a_run()
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "config.yaml"), "");

        Assert.Contains("(it has 'config.yaml')",
            Samples.Fails(() => RunDirectory.Create(Path, force: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_is_taken()
    {
        Directory.CreateDirectory(Path);

        using RunDirectory run = RunDirectory.Create(Path);

        Assert.Null(run.MovedAside);
    }

    [Fact]
    public void A_run_that_died_before_it_had_begun_does_not_block_its_name()
    {
        Samples.Run(Path);
        File.Delete(System.IO.Path.Combine(Path, "config.yaml"));
        File.WriteAllText(System.IO.Path.Combine(Path, ".tmp-config.yaml"), "hal");

        Assert.False(RunDirectory.IsRun(Path));
        Samples.Run(Path);

        Assert.True(RunDirectory.IsRun(Path));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        File.WriteAllText(Path, "");

        Assert.Equal($"'{Path}' is a file; a run needs a folder: choose another name",
            Samples.Fails(() => RunDirectory.Create(Path)).Message);
        Assert.Equal($"'{Path}' is a file, not the folder of a run", Samples.Fails(() => RunDirectory.Open(Path)).Message);
        Assert.Equal($"cannot create '{System.IO.Path.Combine(Path, "run")}': '{Path}' is a file, not a folder",
            Samples.Fails(() => RunDirectory.Create(System.IO.Path.Combine(Path, "run"))).Message);
    }

    [Fact]
    public void A_place_without_permission_is_called_so()
    {
        // The kernel's own folder: not even the system's administrator can make folders there.
        if (!Directory.Exists("/sys/kernel"))
            return;
        Assert.Matches("^cannot create '/sys/kernel/run': (no permission|the disk is mounted read-only)$",
            Samples.Fails(() => RunDirectory.Create("/sys/kernel/run")).Message);
    }

    [Fact]
    public void What_is_no_run_is_answered_with_the_nearest_ones()
    {
        foreach (string name in new[] { "ntm-copy", "ntm-recall", "lstm-copy", "something-else" })
            Samples.Run(_folder[name]);

        Assert.Equal($"there is no run '{_folder["ntm-cpy"]}'; "
            + $"did you mean '{_folder["ntm-copy"]}', '{_folder["lstm-copy"]}', '{_folder["ntm-recall"]}'?",
            Samples.Fails(() => RunDirectory.Open(_folder["ntm-cpy"])).Message);
    }

    [Fact]
    public void A_folder_of_runs_is_answered_with_the_runs_in_it()
    {
        Samples.Run(_folder["sweep", "a"]);
        Samples.Run(_folder["sweep", "b"]);

        Assert.Equal($"'{_folder["sweep"]}' is no run: it has no config.yaml of one; "
            + $"did you mean '{_folder["sweep", "a"]}', '{_folder["sweep", "b"]}'?",
            Samples.Fails(() => RunDirectory.Open(_folder["sweep"])).Message);
    }

    [Fact]
    public void A_part_of_a_run_is_answered_with_the_run()
    {
        Samples.Run(Path);
        string checkpoints = Directory.CreateDirectory(System.IO.Path.Combine(Path, "checkpoints")).FullName;

        Assert.Equal($"'{checkpoints}' is no run: it has no config.yaml of one; did you mean '{Path}'?",
            Samples.Fails(() => RunDirectory.Open(checkpoints)).Message);
    }

    [Fact]
    public void Opening_for_writing_cleans_up_after_a_crash_and_opening_for_reading_changes_nothing()
    {
        Samples.Run(Path);
        string[] leftovers =
        [
            _folder["ntm-copy", ".tmp-status.json"],
            _folder["ntm-copy", "checkpoints", ".tmp-step-00000100"],
            _folder["ntm-copy", "evaluations", ".tmp-a.json"],
        ];
        foreach (string leftover in leftovers)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(leftover)!);
            if (leftover.Contains("step", StringComparison.Ordinal))
                Directory.CreateDirectory(leftover);
            else
                File.WriteAllText(leftover, "half");
        }

        RunDirectory.Open(Path).Dispose();
        Assert.All(leftovers, leftover => Assert.True(System.IO.Path.Exists(leftover)));
        RunDirectory.OpenForWriting(Path).Dispose();
        Assert.All(leftovers, leftover => Assert.False(System.IO.Path.Exists(leftover)));
    }

    [Fact]
    public void A_damaged_status_is_named()
    {
        Samples.Run(Path);
        using RunDirectory run = RunDirectory.Open(Path);

        File.WriteAllText(run.StatusPath, "{\n  \"state\": \"runn");
        Assert.Equal($"'{run.StatusPath}' is damaged: not valid JSON at line 2, byte 17", Samples.Fails(run.ReadStatus).Message);
        File.WriteAllText(run.StatusPath, """{"state":"sleeping","updated":"2030-01-02T12:00:00+00:00"}""");
        Assert.Equal($"'{run.StatusPath}' is damaged: the field 'state' has an unexpected value", Samples.Fails(run.ReadStatus).Message);
        File.WriteAllText(run.StatusPath, """{"state":"done"}""");
        Assert.Equal($"'{run.StatusPath}' is damaged: the field 'updated' is missing", Samples.Fails(run.ReadStatus).Message);
        File.Delete(run.StatusPath);
        Assert.Equal($"cannot read '{run.StatusPath}': there is no such file", Samples.Fails(run.ReadStatus).Message);
    }

    /// <summary>To open one would wait until somebody writes to it.</summary>
    [Fact]
    public void A_pipe_in_a_run_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        Samples.Run(Path);
        using RunDirectory run = RunDirectory.Open(Path);
        foreach (string file in (string[])[run.StatusPath, run.EnvironmentPath, run.ConfigPath, run.TaskPath, run.MetricsPath])
        {
            File.Delete(file);
            using var made = System.Diagnostics.Process.Start("mkfifo", file);
            made.WaitForExit();
        }

        Assert.Equal($"'{run.StatusPath}' is damaged: it is empty, or no plain file", Samples.Fails(run.ReadStatus).Message);
        Assert.Equal($"'{run.EnvironmentPath}' is damaged: it is empty, or no plain file", Samples.Fails(run.ReadEnvironment).Message);
        Assert.Equal($"'{run.ConfigPath}' is damaged: it is empty, or no plain file", Samples.Fails(run.ReadConfig).Message);
        Assert.Equal($"'{run.TaskPath}' is damaged: it is empty, or no plain file", Samples.Fails(run.ReadTask).Message);
        Assert.Empty(run.ReadMetrics());
    }
}
