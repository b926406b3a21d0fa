using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>From nothing to a page, and on from any point.</summary>
public sealed class BenchmarkRunnerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_tries_each_rate_and_trains_the_best_on_all_seeds(int jobs)
    {
        using BenchmarkBench bench = new();
        JobAudience audience = bench.Train(jobs);
        Assert.Empty(audience.Errors);
        // Two tasks, two machines: two trials and two more seeds each.
        Assert.Equal(16, audience.Begun.Distinct().Count());
        Assert.Equal(16, audience.Begun.Count);
        if (jobs == 1)
            Assert.Equal(["small/lstm/1e-3/seed-1", "small/lstm/1e-2/seed-1"], audience.Begun.Take(2));
        BenchmarkTable table = new(bench.Load());
        Assert.All(table.Cells, cell =>
        {
            Assert.Equal(BenchmarkCellState.Complete, cell.State);
            BenchmarkRun best = cell.Trials.MinBy(trial => trial.Selection)!;
            Assert.Equal(best.Rate, cell.Chosen);
            Assert.Equal([1, 2, 3], cell.Runs.Select(run => run.Seed));
            Assert.All(cell.Runs, run => Assert.InRange(run.Final!.Value, 0, 100));
        });
        Assert.Equal(17, bench.Lines.Length);
        Assert.Empty(bench.Train(jobs).Begun);
        Assert.Equal(17, bench.Lines.Length);
    }

    [Fact]
    public void What_the_table_has_is_not_trained_again_wherever_its_runs_are()
    {
        using BenchmarkBench bench = new();
        bench.Train();
        Directory.Delete(bench.In("runs"), recursive: true);
        // All but one trial: what is chosen is not known any more, until it is made again.
        string[] lines = bench.Lines;
        bench.Write("results/suite/runs.csv",
            string.Join('\n', lines.Where(line => !line.StartsWith("other,gru,1e-2,1,", StringComparison.Ordinal))) + "\n");
        Assert.Equal(["other/gru/1e-2/seed-1"], bench.Train().Begun);
        Assert.Equal(lines.Select(Content).Order(), bench.Lines.Select(Content).Order());
    }

    [Fact]
    public void A_table_that_is_lost_is_made_again_from_the_runs()
    {
        using BenchmarkBench bench = new();
        bench.Train();
        string[] lines = bench.Lines;
        File.Delete(bench.In("results/suite/runs.csv"));
        BenchmarkTable table = new(bench.Load());
        table.Collect(table.Cells);
        Assert.Equal(lines.Order(), bench.Lines.Order());
        Assert.Empty(bench.Train().Begun);
    }

    [Fact]
    public void An_interruption_saves_all_and_the_next_call_goes_on_to_the_same_numbers()
    {
        using BenchmarkBench whole = new(), bench = new();
        whole.Train();
        using CancellationTokenSource source = new();
        JobAudience first = bench.Train(jobs: 2, _ => new Canceller(source), source.Token);
        Assert.InRange(first.Begun.Count, 1, 2);
        Assert.False(File.Exists(bench.In("results/suite/runs.csv")));
        string interrupted = first.Begun[0];
        Assert.True(RunDirectory.IsRun(bench.In("runs/suite/" + interrupted)));
        Assert.Contains(interrupted, bench.Train().Begun);
        Assert.Equal(whole.Lines.Select(Content).Order(), bench.Lines.Select(Content).Order());
    }

    [Fact]
    public void A_run_that_fails_costs_the_other_cells_nothing()
    {
        using BenchmarkBench bench = new();
        // A run of another experiment is in the way of one trial.
        Benchmark other = bench.Load();
        Experiments.Run.Start(other.Load("other", "gru", other.Definition.Rates[0], 1),
            Lab.Options(other.RunOf("small", "lstm", other.Definition.Rates[0], 1)));
        JobAudience audience = bench.Train(jobs: 2);
        Assert.Contains("another experiment", Assert.Single(audience.Errors).Message, StringComparison.Ordinal);
        // The other rate of that cell, and all of the other three.
        Assert.Equal(13, audience.Begun.Count);
        Assert.Equal(BenchmarkCellState.UnderWay, new BenchmarkTable(bench.Load()).Cell("small", "lstm").State);
    }

    /// <summary>All but the seconds.</summary>
    private static string Content(string line) => string.Join(',', line.Split(',').Where((_, i) => i != 7));

    /// <summary>Asks to stop once training has got under way.</summary>
    private sealed class Canceller(CancellationTokenSource source) : ITrainingObserver
    {
        public void Evaluated(EvaluationResult result) => source.Cancel();
    }
}
