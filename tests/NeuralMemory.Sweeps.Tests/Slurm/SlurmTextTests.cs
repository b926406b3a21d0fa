using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>What is read from Slurm and from users.</summary>
public sealed class SlurmTextTests
{
    [Theory]
    [InlineData("5", 300)]
    [InlineData("5:30", 330)]
    [InlineData("1:00:10", 3610)]
    [InlineData("2-3", 183600)]
    [InlineData("2-3:10", 184200)]
    [InlineData("2-3:10:05", 184205)]
    public void A_time_is_read_as_slurm_reads_it(string text, int seconds) => Assert.Equal(seconds, SlurmTime.Read(text)?.TotalSeconds);

    [Theory]
    [InlineData("UNLIMITED")]
    [InlineData("")]
    [InlineData("1:2:3:4")]
    [InlineData("1-2-3")]
    [InlineData("-5")]
    public void What_is_no_time_is_none(string text) => Assert.Null(SlurmTime.Read(text));

    [Theory]
    [InlineData("10", 120)]
    [InlineData("4", 60)]
    [InlineData("1", 15)]
    [InlineData("0:20", 15)]
    public void A_warning_comes_early_enough_and_leaves_a_short_job_time_to_work(string limit, int seconds) =>
        Assert.Equal(seconds, SlurmTime.Warning(SlurmTime.Read(limit)));

    [Theory]
    [InlineData("array=1-3", "the jobs are the tasks of one array")]
    [InlineData("wrap=ls", "the launcher writes the script")]
    [InlineData("p=gpu", "no long name of an option of sbatch")]
    [InlineData("Partition=gpu", "no long name of an option of sbatch")]
    [InlineData("=gpu", "no long name of an option of sbatch")]
    [InlineData("comment=a\nb", "one line of text")]
    public void A_setting_that_cannot_be_is_refused(string setting, string part) => Assert.Contains(
        part, Assert.Single(Assert.Throws<InvalidInputException>(() => SlurmSettings.Read([setting])).Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Settings_of_the_command_line_replace_those_of_a_file()
    {
        IReadOnlyDictionary<string, string> file = new Dictionary<string, string> { ["partition"] = "cpu", ["time"] = "1:00" };
        IReadOnlyDictionary<string, string> settings = SlurmSettings.Read(["--partition=gpu", "exclusive", "export=A=1"], file);
        Assert.Equal(["exclusive=", "export=A=1", "partition=gpu", "time=1:00"],
            settings.Select(each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_queue_is_read_whatever_a_script_is_called()
    {
        SlurmQueue queue = SlurmQueue.Parse("17|3|RUNNING|None|node[1-2]|/a b/|x/script.sh\n17|N/A|PENDING|None||/y\nnonsense\n");
        Assert.Equal(new SlurmTask("RUNNING", "None", "node[1-2]"), queue.Find("17", 3));
        Assert.Equal("17", queue.NumberOf("/a b/|x/script.sh"));
        Assert.Null(queue.Find("17", 4));
    }

    [Fact]
    public void What_the_controller_remembers_is_read_task_by_task_and_in_ranges() => Assert.Equal(
        ["1: CANCELLED", "2: CANCELLED", "5: CANCELLED", "6: COMPLETED", "7: FAILED (NonZeroExitCode)"],
        SlurmQueue.ParseRemembered(
            "JobId=1 ArrayJobId=1 ArrayTaskId=1-2,5%2 JobName=a JobState=CANCELLED Reason=None\n"
            + "JobId=2 ArrayJobId=1 ArrayTaskId=6 JobName=a JobState=COMPLETED Reason=None\n"
            + "JobId=4 ArrayJobId=1 ArrayTaskId=4294967294 JobName=a JobState=CANCELLED Reason=None\n"
            + "JobId=3 ArrayJobId=1 ArrayTaskId=7 JobName=a JobState=FAILED Reason=NonZeroExitCode\n")
            .OrderBy(each => each.Key).Select(each => $"{each.Key}: {each.Value}"));

    [Theory]
    [InlineData("cancelled", "REQUEUE", true)]
    [InlineData(null, "CANCEL", false)]
    [InlineData("other", "CANCEL", true)]
    [InlineData("other", "REQUEUE", false)]
    public void A_partition_that_ends_preempted_jobs_is_told_of(string? partition, string mode, bool isTold)
    {
        const string Partitions =
            "PartitionName=low Default=YES GraceTime=0 PreemptMode=REQUEUE State=UP\n"
            + "PartitionName=cancelled Default=NO GraceTime=0 PreemptMode=CANCEL State=UP\n";
        string config = "KillWait                = 30 sec\nMaxArraySize            = 11\n"
            + $"PreemptMode             = {mode}\nPreemptType             = preempt/partition_prio\n";
        string[] settings = partition is null ? [] : [$"partition={partition}"];
        SlurmCluster cluster = SlurmCluster.Parse(config, Partitions, SlurmSettings.Read(settings));
        Assert.Equal(isTold, cluster.Notes.Any(note => note.Contains("PreemptMode=CANCEL", StringComparison.Ordinal)));
        Assert.Equal(10, cluster.LargestArray);
    }
}
