using System.Diagnostics;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>
/// A folder of jobs, with a blank, a quote and other signs in its name, and Slurm's commands as short scripts that keep how they were
/// called.
/// </summary>
internal sealed class FakeSlurm : IDisposable
{
    /// <summary>
    /// A script that is being written cannot be run, and a process that another test begins holds its file open for a moment.
    /// </summary>
    public const string OneAtATime = "Slurm";

    private readonly string _root = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    public FakeSlurm()
    {
        Folder = Path.Combine(_root, "o'ne \"two\" $x %a");
        Commands = Path.Combine(_root, "bin");
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Commands);
        Answer("scontrol", "case \"$*\" in *config*) printf 'MaxArraySize = 1001\\nKillWait     = 30 sec\\n' ;; esac");
        Answer("squeue", "");
        Answer("sbatch", "echo 17");
        Answer("scancel", "");
    }

    public string Folder { get; }

    public string Commands { get; }

    /// <summary>The folder of the first submission.</summary>
    public string First => Path.Combine(Folder, "slurm", "1");

    /// <summary>What the program of the tasks does: a script.</summary>
    public string Program => Path.Combine(_root, "the program");

    /// <summary>Makes one of Slurm's commands do something; its arguments are kept.</summary>
    public void Answer(string command, string script) => Executable(Path.Combine(Commands, command),
        $"""
        printf '%s\n' "$@" >>'{_root}/{command}.calls'
        {script}
        """);

    public void Executable(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The arguments of all calls of a command.</summary>
    public string[] Calls(string command) =>
        Path.Combine(_root, $"{command}.calls") is var path && File.Exists(path) ? File.ReadAllLines(path) : [];

    public SlurmLauncher Launcher(params string[] settings) => new(Options(settings));

    public SlurmOptions Options(params string[] settings) => new()
    {
        Folder = Folder,
        Program = [Program],
        Work = ["sweep", "work", Folder, "--job", SlurmOptions.JobPlace, "--seeds", SlurmOptions.SeedPlace],
        Name = "a sweep",
        Settings = SlurmSettings.Read(settings),
        Commands = Commands,
        Time = TimeProvider.System,
    };

    public JobPlan Plan(string id, JobAction action = JobAction.Begin) => new()
    {
        Job = new()
        {
            Id = id,
            Group = "a",
            Seed = 1,
            Directory = Path.Combine(Folder, id),
            Load = () => throw new InvalidOperationException("no config is read to submit"),
        },
        Action = action,
    };

    public JobPlan[] Plans(int count) => [.. Enumerable.Range(1, count).Select(seed => Plan($"0123456789ab/seed-{seed}"))];

    /// <summary>Submits jobs, whatever is in the queue.</summary>
    public LaunchResult Submit(int jobs = 2) => Launcher().Launch(Plans(jobs), new Witness());

    /// <summary>What a task would have left.</summary>
    public void Record(int task, string text) => File.WriteAllText(Path.Combine(First, $"{task}.state"), text + "\n");

    public JobSighting? Sighting(int task) => Launcher().Look().GetValueOrDefault($"0123456789ab/seed-{task}");

    /// <summary>Begins a task of the first submission, as Slurm's daemon on a node would.</summary>
    public Process Begin(int task, int restart = 0)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(First, "script.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{Commands}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["SLURM_ARRAY_JOB_ID"] = "17";
        start.Environment["SLURM_ARRAY_TASK_ID"] = $"{task}";
        start.Environment["SLURMD_NODENAME"] = "node5";
        if (restart > 0)
            start.Environment["SLURM_RESTART_COUNT"] = $"{restart}";
        return Process.Start(start)!;
    }

    public string State(int task) => File.ReadAllText(Path.Combine(First, $"{task}.state")).Trim();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Keeps what it is told.</summary>
    public sealed class Witness : IJobObserver
    {
        public List<string> Told { get; } = [];

        public ITrainingObserver Watch(JobPlan plan) => throw new InvalidOperationException("nothing is trained here");

        public void Ended(JobPlan plan, RunOutcome outcome) => throw new InvalidOperationException("nothing is trained here");

        public void Failed(JobPlan plan, Exception error, bool isTriedAgain) =>
            throw new InvalidOperationException("nothing is trained here");

        public void Passed(JobPlan plan) => Told.Add($"{plan.Job.Id} passed: {plan.Reason}");

        public void Submitted(JobPlan plan, string place) => Told.Add($"{plan.Job.Id} submitted: {place}");
    }
}
