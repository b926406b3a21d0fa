using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

public sealed class JobRunnerTests : IDisposable
{
    private static readonly JobOptions Options = new() { Command = "test", Time = TimeProvider.System };

    private readonly SweepBench _bench = new();
    private readonly Sweep _sweep;

    public JobRunnerTests() => _sweep = _bench.Write();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Of_two_launchers_with_the_same_jobs_each_job_is_run_by_one()
    {
        Audience[] audiences = [new(), new()];
        Thread[] threads = [.. audiences.Select(audience => new Thread(() => new LocalLauncher(2, Options)
            .Launch([.. _sweep.Jobs.Select(job => JobPlan.Of(job))], audience)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(audiences.SelectMany(audience => audience.Errors.Values));
        Assert.Equal(_sweep.Jobs.Select(job => job.Id).Order(), audiences.SelectMany(audience => audience.Outcomes.Keys).Order());
        Assert.All(_sweep.Jobs, job => Assert.Equal(JobAction.Skip, JobPlan.Of(job).Action));
    }

    [Theory]
    [InlineData(JobAction.Begin)]
    [InlineData(JobAction.Resume)]
    public void A_job_that_another_process_completes_between_the_look_and_the_lock_is_not_run_again(JobAction action)
    {
        Job job = _sweep.Jobs[0];
        if (action == JobAction.Resume)
            Interrupt(job);
        Assert.Equal(action, JobPlan.Of(job).Action);
        Audience audience = new()
        {
            // Asked just before the run is started: here the other process is quicker.
            Watching = _ =>
            {
                Assert.Equal(JobEnd.Done, new JobRunner(Options, new Audience()).Run(job));
                return new Listener();
            },
        };
        string status = "";
        Assert.Equal(JobEnd.Passed, new JobRunner(Options, audience).Run(job));
        status = File.ReadAllText(Path.Combine(job.Directory, RunFiles.Status));
        Assert.Equal([(job.Id, "watched"), (job.Id, "passed")], audience.Told);
        Assert.Contains("\"done\"", status, StringComparison.Ordinal);
        Assert.False(Directory.Exists(job.Directory + ".old-1"));
    }

    [Fact]
    public void A_job_that_another_process_is_at_is_passed()
    {
        Job job = _sweep.Jobs[0];
        Interrupt(job);
        using RunDirectory run = RunDirectory.OpenForWriting(job.Directory);
        Audience audience = new();
        Assert.Equal(JobEnd.Passed, new JobRunner(Options, audience).Run(job));
        Assert.Equal([(job.Id, "passed")], audience.Told);
    }

    [Fact]
    public void A_folder_that_another_process_has_only_just_locked_is_its_own()
    {
        Job job = _sweep.Jobs[0];
        using RunDirectory run = RunDirectory.Create(job.Directory);
        Assert.Equal(JobAction.Begin, JobPlan.Of(job).Action);
        Audience audience = new();
        Assert.Equal(JobEnd.Passed, new JobRunner(Options, audience).Run(job));
        Assert.Equal([(job.Id, "watched"), (job.Id, "passed")], audience.Told);
    }

    [Theory]
    [InlineData(0, JobEnd.Failed, "failed")]
    [InlineData(1, JobEnd.Failed, "retried failed")]
    [InlineData(2, JobEnd.Done, "retried retried watched ended")]
    [InlineData(9, JobEnd.Done, "retried retried watched ended")]
    public void A_job_that_fails_is_tried_again_as_often_as_was_said(int retries, JobEnd end, string told)
    {
        int failures = 2;
        Job job = Failing(_sweep.Jobs[0], () => failures-- > 0 ? new RunException(RunProblem.Storage, "the disk is full") : null);
        Audience audience = new();
        Assert.Equal(end, new JobRunner(Options with { Retries = retries }, audience).Run(job));
        Assert.Equal(told, string.Join(' ', audience.Told.Select(each => each.What)));
    }

    [Fact]
    public void A_config_that_is_wrong_is_wrong_the_next_time_too()
    {
        Job job = Failing(_sweep.Jobs[0], () => new Yaml.InvalidInputException(default, "wrong"));
        Audience audience = new();
        Assert.Equal(JobEnd.Failed, new JobRunner(Options with { Retries = 5 }, audience).Run(job));
        Assert.Equal([(job.Id, "failed")], audience.Told);
    }

    [Theory]
    [InlineData(FailurePolicy.GoOn, 3, false)]
    [InlineData(FailurePolicy.Stop, 1, true)]
    public void The_others_go_on_after_a_failure_unless_told_to_stop(FailurePolicy policy, int done, bool wasStopped)
    {
        bool isPlanned = false;
        Job failing = Failing(_sweep.Jobs[1], () => isPlanned ? new RunException(RunProblem.Storage, "the disk is full") : null);
        JobPlan[] plans = [.. ((Job[])[_sweep.Jobs[0], failing, _sweep.Jobs[2], _sweep.Jobs[3]]).Select(job => JobPlan.Of(job))];
        isPlanned = true;
        LaunchResult result = new LocalLauncher(1, Options with { OnFailure = policy }).Launch(plans, new Audience());
        Assert.Equal((done, 1, wasStopped), (result.Count(JobEnd.Done), result.Count(JobEnd.Failed), result.WasStopped));
    }

    [Fact]
    public void An_interrupted_job_has_not_failed_and_goes_on()
    {
        Job job = _sweep.Jobs[0];
        Interrupt(job);
        Assert.Equal(JobState.Interrupted, JobStatus.Of(job).State);
        var (result, audience) = _bench.Run(_sweep.Jobs, sideBySide: 2, retries: 0);
        Assert.Equal((4, 0), (result.Count(JobEnd.Done), result.Count(JobEnd.Failed)));
        Assert.Empty(audience.Errors);
        Run.Start(job.Load(), Lab.Options(_bench.In("whole")));
        RunsOnDisk.AssertSameCheckpoint(
            RunDirectory.Open(_bench.In("whole")).Checkpoints().Load(), RunDirectory.Open(job.Directory).Checkpoints().Load());
    }

    [Fact]
    public void A_damaged_run_is_refused_and_the_others_are_run()
    {
        _bench.Run([_sweep.Jobs[0]]);
        File.WriteAllText(Path.Combine(_sweep.Jobs[0].Directory, RunFiles.Status), "{");
        Assert.Equal(JobAction.Refuse, JobPlan.Of(_sweep.Jobs[0]).Action);
        Assert.Equal(JobState.Damaged, JobStatus.Of(_sweep.Jobs[0]).State);
        Assert.Equal(3, _bench.Run(_sweep.Jobs).Result.Count(JobEnd.Done));
        Audience audience = new();
        Assert.Equal(JobEnd.Failed, new JobRunner(Options, audience).Run(_sweep.Jobs[0]));
        Assert.Contains("is damaged", audience.Errors.Values.Single().Message, StringComparison.Ordinal);
    }

    private void Interrupt(Job job)
    {
        using Stopper stopper = new(10);
        Run.Start(job.Load(), Lab.Options(job.Directory, stopper), stopper.Token);
    }

    private static Job Failing(Job job, Func<Exception?> fail) => job with { Load = () => fail() is { } error ? throw error : job.Load() };
}
