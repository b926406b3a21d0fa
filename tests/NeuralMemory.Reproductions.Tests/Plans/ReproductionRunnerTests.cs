using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Testing;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ReproductionRunnerTests
{
    [Fact]
    public void Seeds_side_by_side_are_the_runs_that_each_would_be_alone()
    {
        using Bench bench = new();
        Audience audience = bench.Run(jobs: 2, [1, 2, 3]);
        Assert.Empty(audience.Errors);
        Assert.Equal([1, 2, 3], audience.Outcomes.Keys.Order());
        Assert.Equal(2, audience.Threads.Values.Distinct().Count());
        Run.Start(bench.Reproduction.Load(2), Lab.Options(bench.In("alone")));
        RunsOnDisk.AssertSame(bench.In("alone"), bench.Reproduction.RunOf(2));
    }

    [Fact]
    public void What_is_done_is_left_alone_and_what_is_new_is_computed()
    {
        using Bench bench = new();
        bench.Run(jobs: 1, [1]);
        string status = File.ReadAllText(Path.Combine(bench.Reproduction.RunOf(1), RunFiles.Status));
        Audience audience = bench.Run(jobs: 2, [1, 2]);
        Assert.Equal([2], audience.Outcomes.Keys);
        Assert.Equal(status, File.ReadAllText(Path.Combine(bench.Reproduction.RunOf(1), RunFiles.Status)));
        Assert.Equal([JobAction.Skip, JobAction.Skip, JobAction.Begin], ((long[])[1, 2, 3]).Select(seed => bench.Plan(seed).Action));
    }

    [Fact]
    public void An_interruption_saves_all_and_the_next_call_goes_on_to_the_same_bits()
    {
        using Bench bench = new();
        using CancellationTokenSource source = new();
        Audience first = bench.Run(jobs: 2, [1, 2, 3], watch: _ => new Canceller(source), token: source.Token);
        Assert.All(first.Outcomes.Values, outcome => Assert.Equal(RunState.Interrupted, outcome.State));
        Assert.DoesNotContain(3, first.Outcomes.Keys);
        ReproductionOutcome between = bench.Read(1, 2, 3);
        Assert.Equal(Verdict.Incomplete, between.Verdict);
        Assert.Null(between.Seeds[2].State);
        Assert.Equal(JobAction.Resume, bench.Plan(first.Outcomes.Keys.First()).Action);

        bench.Run(jobs: 2, [1, 2, 3]);
        Run.Start(bench.Reproduction.Load(1), Lab.Options(bench.In("whole")));
        RunsOnDisk.AssertSameCheckpoint(Last(bench.In("whole")), Last(bench.Reproduction.RunOf(1)));
        Assert.True(bench.Read(1, 2, 3).IsComplete);
    }

    [Fact]
    public void A_seed_that_diverges_is_counted_and_not_tried_again_unless_told()
    {
        using Bench bench = new();
        bench.Write(Diverging);
        Audience audience = bench.Run(jobs: 2, [1, 2]);
        Assert.All(audience.Outcomes.Values, outcome => Assert.Equal(RunState.Diverged, outcome.State));
        Assert.Equal(JobAction.Diverged, bench.Plan(1).Action);
        Assert.Empty(bench.Run(jobs: 1, [1]).Outcomes);
        ReproductionOutcome outcome = bench.Read();
        Assert.Equal((Verdict.NotReproduced, new Proportion(0, 2)), (outcome.Verdict, outcome.Solved));
        Assert.All(outcome.Seeds, seed => Assert.Contains("is not finite", seed.Reason, StringComparison.Ordinal));

        bench.Run(jobs: 1, [1], force: true);
        Assert.True(Directory.Exists(bench.Reproduction.RunOf(1) + ".old-1"));
        Assert.Equal([1, 2], bench.Reproduction.SeedsOnDisk());
    }

    [Fact]
    public void A_seed_that_fails_is_told_and_the_others_go_on()
    {
        using Bench bench = new();
        Directory.CreateDirectory(bench.Reproduction.RunOf(1));
        File.WriteAllText(Path.Combine(bench.Reproduction.RunOf(1), "something"), "else");
        Audience audience = bench.Run(jobs: 1, [1, 2]);
        Assert.Contains("is no run and not empty", Assert.IsType<RunException>(audience.Errors[1]).Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Done, audience.Outcomes[2].State);
    }

    [Fact]
    public void Seeds_are_computed_by_the_engine_of_the_config_and_another_one_makes_another_experiment()
    {
        using Bench bench = new();
        bench.Write(Lab.Small.Replace("  threads: 1\n", "  threads: 1\n  engine: { kind: torch }\n") + Bench.Published);
        Audience without = bench.Run(jobs: 1, [1]);
        Assert.Contains("there is no engine 'torch' here", Assert.IsType<EngineException>(without.Errors[1]).Message);
        EngineCatalog engines = EngineCatalog.Native.With<TorchEngineConfig>((_, _) => new WholeBatchEngine());
        Audience audience = bench.Run(jobs: 2, [1, 2], engines: engines);
        Assert.Equal([1, 2], audience.Outcomes.Keys.Order());
        Assert.All(audience.Outcomes.Values, outcome => Assert.Equal("whole on whole:0", outcome.Evaluations[0].Engine));
        Assert.Equal(JobAction.Skip, bench.Plan(1).Action);
        bench.Write(Lab.Small + Bench.Published);
        JobPlan plan = bench.Plan(1);
        Assert.Equal(JobAction.Refuse, plan.Action);
        Assert.Contains("training.engine.kind is torch there and native in the config", plan.Reason);
    }

    private static string Diverging => Lab.Small
        .Replace("optimizer: { kind: rmsprop-graves, rate: 1e-3 }", """
            optimizer: { kind: sgd, rate: 1e-3 }
              schedule: { kind: step, factor: 1e40, every: 1 }
              clip: { norm: 1e30 }
            """, StringComparison.Ordinal)
        .Replace("  every: 5\n", "", StringComparison.Ordinal) + Bench.Published;

    private static Checkpoint Last(string run) => RunDirectory.Open(run).Checkpoints().Load();

    private sealed class Canceller(CancellationTokenSource source) : ITrainingObserver
    {
        public void Evaluated(EvaluationResult result) => source.Cancel();
    }
}
