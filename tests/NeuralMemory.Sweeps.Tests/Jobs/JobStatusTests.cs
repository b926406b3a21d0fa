using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

public sealed class JobStatusTests : IDisposable
{
    private readonly SweepBench _bench = new();
    private readonly Job _job;

    public JobStatusTests() => _job = _bench.Load().Jobs[0];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(null, JobState.Waiting)]
    [InlineData(LaunchState.Pending, JobState.Pending)]
    [InlineData(LaunchState.Running, JobState.Running)]
    [InlineData(LaunchState.Requeued, JobState.Requeued)]
    [InlineData(LaunchState.Cancelled, JobState.Cancelled)]
    [InlineData(LaunchState.Lost, JobState.Lost)]
    [InlineData(LaunchState.Failed, JobState.Failed)]
    [InlineData(LaunchState.Unknown, JobState.Unknown)]
    public void Of_a_job_without_files_the_launcher_knows(LaunchState? launched, JobState state) => Assert.Equal(state, Of(launched));

    [Theory]
    [InlineData(RunState.Done, LaunchState.Running, JobState.Done)]
    [InlineData(RunState.Diverged, LaunchState.Lost, JobState.Diverged)]
    [InlineData(RunState.Failed, null, JobState.Failed)]
    [InlineData(RunState.Failed, LaunchState.Lost, JobState.Failed)]
    [InlineData(RunState.Failed, LaunchState.Requeued, JobState.Requeued)]
    [InlineData(RunState.Interrupted, null, JobState.Interrupted)]
    [InlineData(RunState.Interrupted, LaunchState.Requeued, JobState.Requeued)]
    [InlineData(RunState.Interrupted, LaunchState.Cancelled, JobState.Cancelled)]
    [InlineData(RunState.Running, null, JobState.Killed)]
    [InlineData(RunState.Running, LaunchState.Running, JobState.Running)]
    [InlineData(RunState.Running, LaunchState.Lost, JobState.Lost)]
    [InlineData(RunState.Running, LaunchState.Unknown, JobState.Unknown)]
    [InlineData(RunState.Done, LaunchState.Failed, JobState.Done)]
    public void Files_that_show_an_end_count_for_more_than_a_launcher(RunState written, LaunchState? launched, JobState state)
    {
        Run.Start(_job.Load(), Lab.Options(_job.Directory));
        using (RunDirectory run = RunDirectory.OpenForWriting(_job.Directory))
            run.WriteStatus(run.ReadStatus() with { State = written });
        Assert.Equal(state, Of(launched));
    }

    [Fact]
    public void A_job_whose_lock_is_held_is_running_whatever_anybody_says()
    {
        Run.Start(_job.Load(), Lab.Options(_job.Directory));
        using RunDirectory run = RunDirectory.OpenForWriting(_job.Directory);
        Assert.Equal(JobState.Running, Of(LaunchState.Lost));
    }

    [Fact]
    public void What_a_launcher_says_of_a_failure_is_the_reason_where_no_file_says_one()
    {
        JobStatus status = JobStatus.Of(_job, new(LaunchState.Failed, "there", "no such partition"));
        Assert.Equal((JobState.Failed, "no such partition"), (status.State, status.Reason));
    }

    private JobState Of(LaunchState? launched) => JobStatus.Of(_job, launched is { } state ? new(state, "there") : null).State;
}
