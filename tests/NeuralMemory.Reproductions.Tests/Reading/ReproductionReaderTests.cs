using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ReproductionReaderTests
{
    [Fact]
    public void It_reads_what_the_runs_measured()
    {
        using Bench bench = new();
        Audience audience = bench.Run(jobs: 2, [1, 2]);
        ReproductionOutcome outcome = bench.Read();
        Assert.Equal(("small", 120, 2), (outcome.Name, outcome.Budget, outcome.Seeds.Count));
        Assert.Equal(DryRun.Of(bench.Reproduction.Load(1)).Parameters, outcome.Parameters);
        foreach (SeedOutcome seed in outcome.Seeds)
        {
            RunOutcome run = audience.Outcomes[seed.Seed];
            Assert.Equal((RunState.Done, run.Step, run.Sequences), (seed.State, seed.Steps, seed.Sequences));
            Assert.Equal(run.Evaluations[0].Metrics, seed.Final!.Metrics);
            Assert.Equal([20, 40, 60, 80, 100, 120], seed.Curve.Select(point => point.Sequences));
        }

        // Three bits in four vectors, of which a machine that knows nothing costs all twelve.
        Assert.InRange(outcome.Final.Median, 10, 12.5);
        Assert.Equal(Verdict.Reproduced, outcome.Verdict);
        Assert.Equal(new Proportion(2, 2), outcome.Solved);
    }

    [Fact]
    public void A_rule_that_is_met_at_the_last_step_counts_though_the_task_does_not_measure_what_it_looks_at()
    {
        // The task is far from learned: the sixth evaluation that meets the rule is that of the last step.
        using Bench bench = new(Bench.Published + """

            stop: { metric: accuracy_percent, above: 0, times: 6 }
            """);
        RunOutcome run = bench.Run(jobs: 1, [1]).Outcomes[1];
        Assert.Equal((30L, "accuracy_percent was above 0 in 6 consecutive evaluations"), (run.Step, run.Reason));
        Assert.Equal(120, Assert.Single(bench.Read().Seeds).Solved?.Sequences);
    }

    [Fact]
    public void Seeds_that_were_asked_for_are_named_though_they_have_no_run()
    {
        using Bench bench = new();
        ReproductionOutcome outcome = bench.Read(3, 1);
        Assert.Equal([1, 3], outcome.Seeds.Select(seed => seed.Seed));
        Assert.All(outcome.Seeds, seed => Assert.Null(seed.State));
        Assert.Empty(bench.Read().Seeds);
    }

    [Fact]
    public void A_killed_run_is_interrupted()
    {
        using Bench bench = new();
        bench.Run(jobs: 1, [1]);
        using (RunDirectory run = RunDirectory.OpenForWriting(bench.Reproduction.RunOf(1)))
            run.WriteStatus(run.ReadStatus() with { State = RunState.Running });
        Assert.Equal(RunState.Interrupted, bench.Read().Seeds[0].State);
        Assert.Equal(JobAction.Resume, bench.Plan(1).Action);
    }
}
