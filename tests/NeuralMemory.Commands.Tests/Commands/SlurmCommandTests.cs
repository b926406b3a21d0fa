using System.Diagnostics;

namespace NeuralMemory.Commands.Tests;

/// <summary>
/// Groups and sweeps on a cluster whose commands are played by scripts; its tasks are run as a node would, by the program itself.
/// </summary>
public sealed class SlurmCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _commands;

    public SlurmCommandTests()
    {
        _folder.WriteConfig(steps: 40);
        _commands = _folder["bin"];
        Directory.CreateDirectory(_commands);
        Answer("scontrol", "case \"$*\" in *config*) echo 'MaxArraySize            = 1001' ;; esac");
        Answer("sbatch", "echo 17");
        Answer("squeue", "");
        Answer("scancel", "echo \"$@\" >cancelled");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_is_submitted_and_its_tasks_do_its_jobs()
    {
        Outcome run = Command(Sweep("run", "--launcher", "slurm", "--slurm", "partition=gpu")).Expect(ExitCodes.Done);
        Assert.Contains(
            "note: Slurm job 17: 2 tasks, with scripts and logs in 'results/tiny-sweep/slurm/1'", run.Out, StringComparison.Ordinal);
        Answer("squeue", "echo '17|1|RUNNING|None|node5|/x'; echo '17|2|PENDING|Resources||/x'");
        Outcome status = Command("sweep", "status", "results/tiny-sweep", "--json").Expect(ExitCodes.Done);
        Assert.Equal(["running", "pending"], status.JsonLines.SkipLast(1).Select(line => line.GetProperty("state").GetString()));
        Assert.Equal("Slurm job 17_1 on node5", status.JsonLines[0].GetProperty("place").GetString());

        Answer("squeue", "");
        Assert.Contains("done after", Task("results/tiny-sweep", 1, 0), StringComparison.Ordinal);
        status = Command("sweep", "status", "results/tiny-sweep", "--json").Expect(ExitCodes.Done);
        Assert.Equal(["done", "cancelled"], status.JsonLines.SkipLast(1).Select(line => line.GetProperty("state").GetString()));
        // Only what is missing is submitted again; sbatch says its number.
        Answer("sbatch", "echo 18");
        run = Command("sweep", "run", "results/tiny-sweep", "--launcher", "slurm", "--json").Expect(ExitCodes.Done);
        Assert.Equal("Slurm job 18_1", Assert.Single(run.JsonLines, line => line.GetProperty("event").GetString() == "submitted")
            .GetProperty("place").GetString());
    }

    [Fact]
    public void A_job_that_fails_on_a_node_is_failed_with_its_reason()
    {
        Command(Sweep("run", "--launcher", "slurm", "--quiet")).Expect(ExitCodes.Done);
        string job = File.ReadAllLines(_folder["results", "tiny-sweep", "slurm", "1", "jobs.txt"])[1];
        string folder = _folder["results", "tiny-sweep", job];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder)!);
        File.WriteAllText(folder, "in the way");
        File.WriteAllText(_folder["results", "tiny-sweep", "slurm", "1", "2.log"], Task("results/tiny-sweep", 2, ExitCodes.Failed));
        Outcome status = Command("sweep", "status", "results/tiny-sweep").Expect(ExitCodes.Done);
        Assert.Matches(@"rate=1e-2, seed 3: failed: error: .*in the way|rate=1e-2, seed 3: failed: .*seed-3", status.Out);
    }

    [Fact]
    public void A_group_is_submitted_as_well()
    {
        string[] train = ["train", "tiny.yaml", "--seeds", "2..3", "--set", "training.batch=2", "--launcher", "slurm"];
        Assert.Contains("2 tasks", Command(train).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Task("results/tiny", 2, 0);
        Assert.True(File.Exists(_folder["results", "tiny", "seed-3", "evaluations", "final.json"]));
        Assert.Contains("batch: 2", File.ReadAllText(_folder["results", "tiny", "seed-3", "config.yaml"]), StringComparison.Ordinal);
        // One seed alone, and what was asked for of it.
        Assert.False(Directory.Exists(_folder["results", "tiny", "seed-2"]));
        Answer("squeue", "echo '17|1|PENDING|None||/x'");
        Outcome again = Command(train).Expect(ExitCodes.Done);
        Assert.Contains("Slurm job 17_1 has it", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_shows_the_script_and_leaves_nothing()
    {
        Outcome run = Command(Sweep("run", "--launcher", "slurm", "--slurm", "time=2:00:00", "--dry-run")).Expect(ExitCodes.Done);
        Assert.Contains("#SBATCH --time=2:00:00\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --mem=512M\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"program=({CommandProcess.Executable})", run.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Fact]
    public void A_sweeps_file_says_where_it_runs_and_the_command_line_counts_for_more()
    {
        Write("name: there\nconfig: tiny.yaml\nlauncher:\n  name: slurm\n  slurm: { partition: cpu, exclusive: , time: 5 }\n");
        Outcome run = Command("sweep", "run", "sweep.yaml", "--slurm", "partition=gpu", "--dry-run").Expect(ExitCodes.Done);
        Assert.Contains("#SBATCH --partition=gpu\n#SBATCH --exclusive\n#SBATCH --time=5\n", run.Out, StringComparison.Ordinal);
        Command("sweep", "run", "sweep.yaml", "--quiet").Expect(ExitCodes.Done);
        // What the folder keeps of it is what was written.
        run = Command("sweep", "run", "results/there", "--dry-run").Expect(ExitCodes.Done);
        Assert.Contains("#SBATCH --partition=cpu\n#SBATCH --exclusive\n", run.Out, StringComparison.Ordinal);
        run = Command("sweep", "run", "sweep.yaml", "--launcher", "local", "--dry-run");
        Assert.DoesNotContain("SBATCH", run.Out, StringComparison.Ordinal);
        Write("name: there\nconfig: tiny.yaml\nlauncher:\n  name: slurm\n  slurm: { array: 1-3 }\n");
        Assert.StartsWith("sweep.yaml:5:12: 'launcher.slurm': 'array' cannot be chosen",
            Command("sweep", "run", "sweep.yaml").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add --launcher slurm", "--slurm", "partition=gpu")]
    [InlineData("did you mean 'slurm'", "--launcher", "slrum")]
    [InlineData("'wrap' cannot be chosen", "--launcher", "slurm", "--slurm", "wrap=ls")]
    public void Nonsense_is_refused(string part, params string[] options)
    {
        Assert.Contains(part, Command(Sweep("run", options)).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Fact]
    public void One_run_alone_is_not_submitted() => Assert.Contains(
        "add --seeds or --sweep", Command("train", "tiny.yaml", "--launcher", "slurm").Expect(ExitCodes.Usage).Error,
        StringComparison.Ordinal);

    [Fact]
    public void A_machine_without_slurm_says_so()
    {
        File.Delete(System.IO.Path.Combine(_commands, "scontrol"));
        Outcome outcome = CommandProcess.RunWith("PATH", _commands, _folder.Path, Sweep("run", "--launcher", "slurm"));
        Assert.Contains("use: --launcher local", outcome.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_controller_that_is_down_hides_no_state_that_is_known()
    {
        Command(Sweep("run", "--launcher", "slurm", "--quiet")).Expect(ExitCodes.Done);
        Task("results/tiny-sweep", 1, 0);
        Answer("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1");
        Outcome status = Command("sweep", "status", "results/tiny-sweep").Expect(ExitCodes.Done);
        Assert.Contains("2 jobs: 1 done, 1 unknown", status.Out, StringComparison.Ordinal);
        Assert.Contains("seed 3: unknown: slurm_load_jobs error: Unable to contact", status.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_is_cancelled()
    {
        Command(Sweep("run", "--launcher", "slurm", "--quiet")).Expect(ExitCodes.Done);
        Outcome none = Command("sweep", "cancel", "results/tiny-sweep").Expect(ExitCodes.Done);
        Assert.Contains("none of these", none.Out, StringComparison.Ordinal);
        Answer("squeue", "echo '17|2|PENDING|None||/x'");
        Assert.Equal("1 job cancelled", Command("sweep", "cancel", "results/tiny-sweep").Expect(ExitCodes.Done).Out.Trim());
        Assert.Equal("17_2", File.ReadAllText(_folder["cancelled"]).Trim());
    }

    private static string[] Sweep(string verb, params string[] more) =>
        ["sweep", verb, "--config", "tiny.yaml", "--sweep", "training.optimizer.rate=1e-3,1e-2", "--seeds", "3", .. more];

    private void Write(string yaml) => File.WriteAllText(_folder["sweep.yaml"], yaml);

    private Outcome Command(params string[] arguments) => CommandProcess.RunWith("PATH", Path, _folder.Path, arguments);

    private string Path => $"{_commands}:{Environment.GetEnvironmentVariable("PATH")}";

    private void Answer(string command, string script)
    {
        string path = System.IO.Path.Combine(_commands, command);
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a task of the first submission; what it writes.</summary>
    private string Task(string jobs, int task, int code)
    {
        ProcessStartInfo start = new("bash", [_folder[jobs, "slurm", "1", "script.sh"]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["PATH"] = Path;
        start.Environment["SLURM_ARRAY_JOB_ID"] = "17";
        start.Environment["SLURM_ARRAY_TASK_ID"] = $"{task}";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "the task does not end");
        Assert.True(process.ExitCode == code, output);
        return output;
    }
}
