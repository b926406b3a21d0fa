using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>Submitting, and reading back, with Slurm's commands played by scripts.</summary>
[Collection(FakeSlurm.OneAtATime)]
public sealed class SlurmLauncherTests : IDisposable
{
    private readonly FakeSlurm _slurm = new();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public void Jobs_are_the_tasks_of_one_array_and_what_is_no_work_is_left_out()
    {
        FakeSlurm.Witness witness = new();
        LaunchResult result = _slurm.Launcher().Launch([.. _slurm.Plans(2), _slurm.Plan("done/seed-1", JobAction.Skip)], witness);
        Assert.Equal(2, result.Count(JobEnd.Submitted));
        Assert.Equal(2, result.Ends.Count);
        Assert.Equal(
            ["0123456789ab/seed-1 submitted: Slurm job 17_1", "0123456789ab/seed-2 submitted: Slurm job 17_2"], witness.Told);
        Assert.Equal(["0123456789ab/seed-1", "0123456789ab/seed-2"], File.ReadAllLines(Path.Combine(_slurm.First, "jobs.txt")));
        Assert.Equal("17", File.ReadAllText(Path.Combine(_slurm.First, "number.txt")).Trim());
        string[] call = _slurm.Calls("sbatch");
        Assert.Equal("--parsable", call[0]);
        Assert.Equal(Path.Combine(_slurm.First, "script.sh"), call[^1]);
        Assert.Contains("--array=1-2", call);
        Assert.Contains("--requeue", call);
        Assert.Contains("--signal=B:USR1@120", call);
        Assert.Contains("--open-mode=append", call);
        Assert.Contains("--cpus-per-task=1", call);
        // What Slurm replaces in the names of logs is a part of this folder's name.
        Assert.Contains($"--output={_slurm.First.Replace("%", "%%", StringComparison.Ordinal)}/%a.log", call);
    }

    [Fact]
    public void The_users_options_count_in_the_script_and_in_the_call()
    {
        _slurm.Launcher("partition=gpu", "time=8", "comment=with \"blank\"", "exclusive", "mem=3G", "--cpus-per-task=4")
            .Launch(_slurm.Plans(1), new FakeSlurm.Witness());
        string[] script = File.ReadAllLines(Path.Combine(_slurm.First, "script.sh"));
        Assert.Equal("#!/bin/bash", script[0]);
        Assert.Contains("#SBATCH --partition=gpu", script);
        Assert.Contains("#SBATCH --comment=\"with \\\"blank\\\"\"", script);
        Assert.Contains("#SBATCH --exclusive", script);
        Assert.Contains("#SBATCH --cpus-per-task=4", script);
        // A quarter of eight minutes.
        Assert.Contains("#SBATCH --signal=B:USR1@120", script);
        Assert.Single(script, line => line.StartsWith("#SBATCH --cpus-per-task", StringComparison.Ordinal));
        Assert.Contains("--comment=with \"blank\"", _slurm.Calls("sbatch"));
    }

    [Fact]
    public void Processors_memory_and_how_many_at_a_time_are_asked_for()
    {
        new SlurmLauncher(_slurm.Options() with { Threads = 3, Memory = plans => (plans.Count * 100L) << 20, MostAtOnce = 4 })
            .Launch(_slurm.Plans(9), new FakeSlurm.Witness());
        Assert.Contains("--cpus-per-task=3", _slurm.Calls("sbatch"));
        Assert.Contains("--mem=1350M", _slurm.Calls("sbatch"));
        Assert.Contains("--array=1-9%4", _slurm.Calls("sbatch"));
    }

    [Fact]
    public void More_jobs_than_an_array_may_have_are_several_arrays()
    {
        _slurm.Answer("scontrol", "echo 'MaxArraySize            = 4'");
        _slurm.Answer("sbatch", "n=$(ls -d \"$(dirname \"${!#}\")\"/../*/ | wc -l); echo $((n + 20))");
        FakeSlurm.Witness witness = new();
        Assert.Equal(7, _slurm.Launcher().Launch(_slurm.Plans(7), witness).Count(JobEnd.Submitted));
        Assert.Equal(["1-3", "1-3", "1-1"],
            _slurm.Calls("sbatch").Where(each => each.StartsWith("--array", StringComparison.Ordinal)).Select(each => each[8..]));
        Assert.EndsWith("Slurm job 23_1", witness.Told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_queue_is_not_submitted_again()
    {
        _slurm.Submit(3);
        _slurm.Answer("squeue", "echo '17|1|RUNNING|None|node5|/x'; echo '17|3|PENDING|Resources||/x'");
        _slurm.Answer("sbatch", "echo 18");
        FakeSlurm.Witness witness = new();
        LaunchResult result = _slurm.Launcher().Launch(_slurm.Plans(3), witness);
        Assert.Equal(JobEnd.Passed, result.Ends["0123456789ab/seed-1"]);
        Assert.Equal(JobEnd.Submitted, result.Ends["0123456789ab/seed-2"]);
        Assert.Equal(JobEnd.Passed, result.Ends["0123456789ab/seed-3"]);
        Assert.Contains("0123456789ab/seed-1 passed: Slurm job 17_1 on node5 has it", witness.Told);
        Assert.Contains("0123456789ab/seed-2 submitted: Slurm job 18_1", witness.Told);
    }

    [Theory]
    [InlineData("PENDING|Resources|", null, LaunchState.Pending, "Slurm job 17_1")]
    [InlineData("PENDING|BeginTime|", "requeued - 17_1 0 node5", LaunchState.Requeued, "Slurm job 17_1")]
    [InlineData("PENDING|BeginTime|", "running - 17_1 0 node5", LaunchState.Requeued, "Slurm job 17_1")]
    [InlineData("RUNNING|None|node5", "running - 17_1 0 node5", LaunchState.Running, "Slurm job 17_1 on node5")]
    [InlineData("COMPLETING|None|node5", "running - 17_1 0 node5", LaunchState.Running, "Slurm job 17_1 on node5")]
    [InlineData(null, null, LaunchState.Cancelled, "Slurm job 17_1")]
    [InlineData(null, "running - 17_1 0 node5", LaunchState.Lost, "Slurm job 17_1")]
    [InlineData(null, "requeued - 17_1 0 node5", LaunchState.Lost, "Slurm job 17_1")]
    [InlineData(null, "interrupted - 17_1 0 node5", LaunchState.Lost, "Slurm job 17_1")]
    [InlineData(null, "ended 137 17_1 0 node5", LaunchState.Lost, "Slurm job 17_1")]
    [InlineData(null, "cancelled - 17_1 0 node5", LaunchState.Cancelled, "Slurm job 17_1")]
    [InlineData(null, "ended 1 17_1 0 node5", LaunchState.Failed, "Slurm job 17_1")]
    public void A_state_is_read_from_the_queue_and_from_what_the_task_left(string? queue, string? record, LaunchState state, string place)
    {
        _slurm.Submit();
        if (queue is not null)
            _slurm.Answer("squeue", $"echo '17|1|{queue}|/x'");
        if (record is not null)
            _slurm.Record(1, record);
        JobSighting? sighting = _slurm.Sighting(1);
        Assert.Equal((state, place), (sighting?.State, sighting?.Place));
    }

    [Theory]
    [InlineData("ended 0 17_1 0 node5")]
    [InlineData("ended 3 17_1 0 node5")]
    public void Of_an_end_that_the_runs_files_show_nothing_is_said(string record)
    {
        _slurm.Submit(1);
        _slurm.Record(1, record);
        Assert.Null(_slurm.Sighting(1));
        // Nothing is open: the queue, which is everybody's, need not be asked.
        Assert.Empty(_slurm.Calls("squeue"));
    }

    [Fact]
    public void A_failure_has_the_words_of_its_log()
    {
        _slurm.Submit(1);
        _slurm.Record(1, "ended 1 17_1 0 node5");
        File.WriteAllText(Path.Combine(_slurm.First, "1.log"), "begins\nerror: no space is left\n2026  the program ended with code 1\n");
        Assert.Equal("error: no space is left", _slurm.Sighting(1)?.Reason);
    }

    [Fact]
    public void A_task_that_is_held_says_what_lets_it_go()
    {
        _slurm.Submit();
        _slurm.Answer("squeue", "echo '17|1|PENDING|launch failed requeued held||/x'");
        Assert.Equal(
            "Slurm holds it (launch failed requeued held) until somebody types: scontrol release 17_1", _slurm.Sighting(1)?.Reason);
    }

    [Fact]
    public void What_was_cancelled_is_kept_when_the_controller_forgets()
    {
        _slurm.Submit(3);
        _slurm.Record(2, "running - 17_2 0 node5");
        _slurm.Record(3, "running - 17_3 0 node5");
        _slurm.Answer("scontrol", "echo 'JobId=17 ArrayJobId=17 ArrayTaskId=1-2%1 JobName=x JobState=CANCELLED Reason=None'");
        Assert.Equal(LaunchState.Cancelled, _slurm.Sighting(2)?.State);
        Assert.Equal(LaunchState.Lost, _slurm.Sighting(3)?.State);
        _slurm.Answer("scontrol", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
        Assert.Equal(LaunchState.Cancelled, _slurm.Sighting(2)?.State);
    }

    [Fact]
    public void An_array_that_the_queue_knows_no_more_is_an_empty_answer()
    {
        _slurm.Submit(1);
        _slurm.Answer("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
        Assert.Equal(LaunchState.Cancelled, _slurm.Sighting(1)?.State);
    }

    [Fact]
    public void A_task_that_could_not_begin_is_lost_with_what_slurm_says_of_it()
    {
        _slurm.Submit(1);
        _slurm.Answer("scontrol", "echo 'JobId=17 ArrayJobId=17 ArrayTaskId=1 JobName=x JobState=FAILED Reason=JobLaunchFailure X'");
        JobSighting? sighting = _slurm.Sighting(1);
        Assert.Equal(LaunchState.Lost, sighting?.State);
        Assert.EndsWith("Slurm says FAILED (JobLaunchFailure)", sighting?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_controller_that_does_not_answer_nothing_is_concluded()
    {
        _slurm.Submit();
        _slurm.Record(2, "ended 1 17_2 0 node5");
        _slurm.Answer("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1");
        JobSighting? sighting = _slurm.Sighting(1);
        Assert.Equal(LaunchState.Unknown, sighting?.State);
        Assert.Contains("Unable to contact slurm controller", sighting?.Reason, StringComparison.Ordinal);
        Assert.Equal(LaunchState.Failed, _slurm.Sighting(2)?.State);
        RunException refused = Assert.Throws<RunException>(() => _slurm.Submit());
        Assert.Contains("nothing was submitted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_slurm_is_told_what_to_do()
    {
        File.Delete(Path.Combine(_slurm.Commands, "scontrol"));
        RunException refused = Assert.Throws<RunException>(() => _slurm.Submit());
        Assert.Contains("--launcher local", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_slurm.Folder));
    }

    [Fact]
    public void What_slurm_refuses_is_told_in_its_words_and_leaves_nothing()
    {
        _slurm.Answer("sbatch",
            "printf 'sbatch: error: %s\\n' 'invalid partition specified: gpu' 'Batch job submission failed: Invalid' >&2; exit 1");
        RunException refused = Assert.Throws<RunException>(() => _slurm.Submit());
        Assert.Equal("Slurm refused the jobs: invalid partition specified: gpu; Batch job submission failed: Invalid", refused.Message);
        Assert.False(Directory.Exists(_slurm.First));
    }

    [Fact]
    public void A_submission_whose_answer_was_lost_is_found_in_the_queue_by_its_script()
    {
        _slurm.Answer("sbatch", "echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1");
        Assert.Contains("nobody knows", Assert.Throws<RunException>(() => _slurm.Submit()).Message, StringComparison.Ordinal);
        string script = $"{_slurm.First}/script.sh", queue = Path.Combine(_slurm.Commands, "queue");
        File.WriteAllText(queue, $"17|1|PENDING|None||{script}\n17|2|PENDING|None||{script}\n");
        _slurm.Answer("squeue", $"cat '{queue}'");
        Assert.Equal("Slurm job 17_2", _slurm.Sighting(2)?.Place);
        Assert.Equal(2, _slurm.Submit().Count(JobEnd.Passed));
    }

    [Fact]
    public void Two_processes_do_not_submit_at_once()
    {
        Directory.CreateDirectory(Path.Combine(_slurm.Folder, "slurm"));
        using FileStream other = new(Path.Combine(_slurm.Folder, "slurm", "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains(
            "another process is submitting", Assert.Throws<RunException>(() => _slurm.Submit()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_writes_and_asks_nothing()
    {
        string script = _slurm.Launcher("partition=gpu").Preview(_slurm.Plans(3));
        Assert.Contains("#SBATCH --array=1-3\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --partition=gpu\n", script, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_slurm.Folder));
        Assert.Empty(_slurm.Calls("scontrol"));
    }

    [Fact]
    public void Jobs_are_cancelled_by_their_names_in_the_queue()
    {
        _slurm.Submit(3);
        _slurm.Answer("squeue", "echo '17|1|RUNNING|None|node5|/x'; echo '17|3|PENDING|Resources||/x'");
        Assert.Equal(["0123456789ab/seed-3"], _slurm.Launcher().Cancel(["0123456789ab/seed-3"]));
        Assert.Equal(["17_3"], _slurm.Calls("scancel"));
        Assert.Equal(2, _slurm.Launcher().Cancel().Count);
    }

    [Fact]
    public void A_folder_that_slurm_cannot_name_logs_in_is_refused()
    {
        SlurmOptions options = _slurm.Options() with { Folder = Path.Combine(_slurm.Folder, "a\\b") };
        Assert.Contains("backslash", Assert.Throws<RunException>(
            () => new SlurmLauncher(options).Launch(_slurm.Plans(1), new FakeSlurm.Witness())).Message, StringComparison.Ordinal);
    }
}
