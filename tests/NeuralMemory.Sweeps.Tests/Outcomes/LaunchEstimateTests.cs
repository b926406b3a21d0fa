namespace NeuralMemory.Sweeps.Tests;

public sealed class LaunchEstimateTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Time_is_taken_from_steps_and_where_there_are_from_runs_that_are_done()
    {
        Sweep sweep = _bench.Write();
        LaunchEstimate before = Estimate(sweep);
        Assert.Equal((4, 0, 4), (before.Jobs, before.FromRuns, before.FromSteps));
        Assert.True(before.Serial > before.Total && before.Total > TimeSpan.Zero);
        Assert.True(before.Memory > Experiments.DryRun.ProgramBytes);
        JobPlan[] plans = [.. sweep.Jobs.Select(job => JobPlan.Of(job))];
        long two = LaunchEstimate.MemoryOf(plans, sideBySide: 2, TimeProvider.System)!.Value;
        long one = LaunchEstimate.MemoryOf(plans, sideBySide: 1, TimeProvider.System)!.Value;
        Assert.Equal(before.Memory, two);
        // The program itself is there once.
        Assert.Equal(2 * (one - Experiments.DryRun.ProgramBytes), two - Experiments.DryRun.ProgramBytes);
        _bench.Run([sweep.Jobs[0]]);
        LaunchEstimate after = Estimate(sweep);
        // Rates cost the same.
        Assert.Equal((3, 3, 0), (after.Jobs, after.FromRuns, after.FromSteps));
        double seconds = JobStatus.Of(sweep.Jobs[0]).Run!.Seconds;
        Assert.Equal(3 * seconds, after.Serial.TotalSeconds, 1e-3);
        Assert.Equal(2 * seconds, after.Total.TotalSeconds, 1e-3);
    }

    private static LaunchEstimate Estimate(Sweep sweep) =>
        LaunchEstimate.Of([.. sweep.Jobs.Select(job => JobPlan.Of(job))], sideBySide: 2, TimeProvider.System);
}
