using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

public sealed class BenchmarkRunsTests
{
    private const string Heading = "task,machine,rate,seed,parameters,state,sequences,seconds,selection_percent,accuracy_percent,reason\n";

    [Fact]
    public void A_run_reads_back_as_it_was_added()
    {
        using Lab lab = new();
        BenchmarkRuns runs = new(lab.In("results/suite/runs.csv"), "accuracy_percent");
        Assert.Empty(runs.Read());
        BenchmarkRun second = BenchmarkBench.Run with { Seed = 2, State = RunState.Diverged, Selection = null, Final = null };
        runs.Add(BenchmarkBench.Run);
        runs.Add(second with { Reason = "a, b\n\"c\"" });
        Assert.Equal(Heading + "small,lstm,1e-3,1,100,done,120,1.25,20,25,all steps made\n"
            + "small,lstm,1e-3,2,100,diverged,120,1.25,,,a; b 'c'\n", File.ReadAllText(runs.Path));
        Assert.Equal([BenchmarkBench.Run, second with { Reason = "a; b 'c'" }], runs.Read());
    }

    [Fact]
    public void A_line_that_another_program_wrote_counts()
    {
        using Lab lab = new();
        BenchmarkRun run = Assert.Single(Read(lab, Heading
            + "in-context-recall,delta,3e-4,1,71480,done,48000,100.7766845,100,99.5,accuracy_percent was above 99.5 in 3 evaluations\n"));
        Assert.Equal(("in-context-recall", "delta", "3e-4", 1L, 71480L), (run.Task, run.Machine, run.Rate.Text, run.Seed, run.Parameters));
        Assert.Equal((RunState.Done, 48000L, 100.0, 99.5), (run.State, run.Sequences, run.Selection, run.Final));
    }

    [Theory]
    [InlineData("a,b\n", "line 1: expected the columns task,machine,rate")]
    [InlineData(Heading + "small,lstm\n", "line 2: expected 11 fields, found 2")]
    [InlineData(Heading + "small,lstm,fast,1,100,done,120,1.25,20,25,\n", "line 2: expected a learning rate, found 'fast'")]
    [InlineData(Heading + "small,lstm,1e-3,1.5,100,done,120,1.25,20,25,\n", "line 2: expected a whole number, found '1.5'")]
    [InlineData(Heading + "small,lstm,1e-3,1,100,running,120,1.25,20,25,\n", "line 2: expected done or diverged, found 'running'")]
    [InlineData(Heading + "small,lstm,1e-3,1,100,done,120,1.25,20,much,\n", "line 2: expected a number, found 'much'")]
    public void What_is_no_such_table_is_told_with_its_line(string text, string expected)
    {
        using Lab lab = new();
        RunException exception = Assert.Throws<RunException>(() => Read(lab, text));
        Assert.Contains($"runs.csv', {expected}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_metrics_have_columns_of_their_own()
    {
        using Lab lab = new();
        BenchmarkRuns runs = new(lab.In("runs.csv"), "scaled_accuracy");
        runs.Add(BenchmarkBench.Run);
        Assert.Contains(",seconds,selection,scaled_accuracy,reason\n", File.ReadAllText(runs.Path), StringComparison.Ordinal);
        Assert.Single(runs.Read());
    }

    [Fact]
    public void Several_may_add_at_a_time_and_no_line_is_lost()
    {
        using Lab lab = new();
        BenchmarkRuns runs = new(lab.In("runs.csv"), "accuracy_percent");
        runs.Add(BenchmarkBench.Run with { Seed = 0 });
        Parallel.For(1, 41, seed => runs.Add(BenchmarkBench.Run with { Seed = seed }));
        Assert.Equal(Enumerable.Range(0, 41).Select(seed => (long)seed), runs.Read().Select(run => run.Seed).Order());
    }

    private static IReadOnlyList<BenchmarkRun> Read(Lab lab, string text)
    {
        File.WriteAllText(lab.In("runs.csv"), text);
        return new BenchmarkRuns(lab.In("runs.csv"), "accuracy_percent").Read();
    }
}
