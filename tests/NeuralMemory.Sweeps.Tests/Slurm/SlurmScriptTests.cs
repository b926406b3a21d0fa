using System.Diagnostics;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>What a task does, run by bash as a node would: no Slurm is needed for it.</summary>
[Collection(FakeSlurm.OneAtATime)]
public sealed class SlurmScriptTests : IDisposable
{
    private const string Term = "TERM", Usr1 = "USR1";

    // Ends like the program when it is asked to: with a checkpoint and code 4.
    private const string Patient = "trap 'echo heard; exit 4' TERM; echo \"$@\"; echo begun; for i in $(seq 100); do sleep 0.05; done";

    private readonly FakeSlurm _slurm = new();
    private readonly string _untilTold;

    public SlurmScriptTests() => _untilTold = $"until [ -e \"{_slurm.Commands}/told\" ]; do sleep 0.05; done";

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public void A_task_runs_the_program_for_its_line_of_the_table()
    {
        (int code, string output) = Run("printf '<%s>' \"$@\"", task: 2);
        Assert.Equal(0, code);
        Assert.Contains($"<sweep><work><{_slurm.Folder}><--job><0123456789ab/seed-2><--seeds><2>", output, StringComparison.Ordinal);
        Assert.Equal("ended 0 17_2 0 node5", _slurm.State(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(137)]
    public void The_programs_code_is_that_of_the_task_and_is_kept(int code)
    {
        Assert.Equal(code, Run($"exit {code}").Code);
        Assert.Equal($"ended {code} 17_1 0 node5", _slurm.State(1));
        Assert.Empty(_slurm.Calls("scancel"));
        Assert.DoesNotContain("requeue", _slurm.Calls("scontrol"));
    }

    [Fact]
    public void Where_a_failure_stops_the_others_those_that_wait_are_taken_out_of_the_queue()
    {
        _slurm.Executable(_slurm.Program, "exit 1");
        new SlurmLauncher(_slurm.Options() with { OnFailure = FailurePolicy.Stop }).Launch(_slurm.Plans(2), new FakeSlurm.Witness());
        Assert.Equal(1, End(_slurm.Begin(1)).Code);
        Assert.Equal(["--state=PENDING", "17"], _slurm.Calls("scancel"));
    }

    [Fact]
    public void A_warning_reaches_the_program_and_the_task_goes_back_into_the_queue()
    {
        (int code, string output) = Run(Patient, signals: [Usr1]);
        Assert.Equal(0, code);
        Assert.Contains("heard", output, StringComparison.Ordinal);
        Assert.Equal("requeued - 17_1 0 node5", _slurm.State(1));
        Assert.Equal(["requeue", "17_1"], _slurm.Calls("scontrol")[^2..]);
    }

    [Fact]
    public void Two_warnings_are_one()
    {
        const string Slow = "trap 'echo heard; sleep 0.5; exit 4' TERM; echo begun; while :; do sleep 0.05; done";
        (int code, string output) = Run(Slow, signals: [Usr1, Usr1]);
        Assert.Equal(0, code);
        Assert.Single(output.Split('\n'), line => line == "heard");
    }

    [Theory]
    [InlineData("JobState=COMPLETING Reason=TimeLimit Requeue=1 Restarts=0 PreemptTime=None X", "requeued", true)]
    [InlineData("JobState=COMPLETING Reason=None Requeue=1 Restarts=0 PreemptTime=2026-11-27T02:06:31 X", "requeued", true)]
    [InlineData("JobState=COMPLETING Reason=None Requeue=1 Restarts=1 BatchFlag=1", "requeued", false)]
    [InlineData("JobState=COMPLETING Reason=None Requeue=1 Restarts=0 PreemptTime=None X", "cancelled", false)]
    [InlineData("", "interrupted", false)]
    public void Who_ends_a_task_decides_whether_it_comes_again(string facts, string state, bool isRequeued)
    {
        _slurm.Answer("scontrol", $"case \"$*\" in *config*) ;; *show*) echo 'JobId=17 {facts}' ;; esac");
        // The program hears the signal by itself, as all processes of a task do.
        (int code, _) = Run($"echo begun; {_untilTold}; exit 4", signals: [Term]);
        Assert.Equal(isRequeued ? 0 : 4, code);
        Assert.Equal($"{state} - 17_1 0 node5", _slurm.State(1));
        Assert.Equal(isRequeued, _slurm.Calls("scontrol").Contains("requeue"));
    }

    [Fact]
    public void A_task_that_was_cancelled_after_a_warning_does_not_come_again()
    {
        _slurm.Answer("scontrol", "echo 'JobId=17 JobState=COMPLETING Reason=None Requeue=1 Restarts=0 PreemptTime=None X'");
        (int code, _) = Run($"trap '{_untilTold}; exit 4' TERM; echo begun; while :; do sleep 0.05; done", signals: [Usr1, Term]);
        Assert.Equal(4, code);
        Assert.StartsWith("cancelled", _slurm.State(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_time_a_task_counts_from_its_own_restart()
    {
        _slurm.Answer("scontrol", "echo 'JobId=17 JobState=COMPLETING Reason=None Requeue=1 Restarts=1 PreemptTime=None X'");
        (int code, _) = Run($"echo begun; {_untilTold}; exit 4", restart: 1, signals: [Term]);
        Assert.Equal(4, code);
        Assert.Equal("cancelled - 17_1 1 node5", _slurm.State(1));
    }

    [Fact]
    public void A_program_that_the_node_does_not_have_is_named()
    {
        _slurm.Submit();
        (int code, string output) = End(_slurm.Begin(1));
        Assert.Equal(1, code);
        Assert.Contains($"this node has no '{_slurm.Program}'", output, StringComparison.Ordinal);
        Assert.Equal("ended 1 17_1 0 node5", _slurm.State(1));
    }

    private (int Code, string Output) Run(string program, int task = 1, int restart = 0, string[]? signals = null)
    {
        _slurm.Executable(_slurm.Program, program);
        _slurm.Submit();
        Process process = _slurm.Begin(task, restart);
        string before = "";
        if (signals is not null)
        {
            while (process.StandardOutput.ReadLine() is { } line && line != "begun")
                before += line + "\n";
            foreach (string signal in signals)
            {
                Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
                Thread.Sleep(100);
            }

            File.WriteAllText(Path.Combine(_slurm.Commands, "told"), "");
        }

        (int code, string output) = End(process);
        return (code, before + output);
    }

    private static (int Code, string Output) End(Process process)
    {
        using (process)
        {
            string output = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "the task does not end");
            return (process.ExitCode, output + process.StandardError.ReadToEnd());
        }
    }
}
