using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>The rule of two stages.</summary>
public sealed class BenchmarkCellTests
{
    private static readonly BenchmarkDefinition Definition = new()
    {
        Rates = [Rate("3e-4"), Rate("1e-3"), Rate("3e-3")],
        Seeds = [1, 2, 3],
    };

    [Fact]
    public void First_each_rate_is_tried_on_the_first_seed()
    {
        BenchmarkCell cell = Cell();
        Assert.Equal((BenchmarkCellState.NotRun, 5), (cell.State, cell.Outstanding));
        Assert.Equal(["3e-4/1", "1e-3/1", "3e-3/1"], Missing(cell));
        cell = Cell(Run("1e-3", 1, 50, 49));
        Assert.Equal((BenchmarkCellState.UnderWay, 4), (cell.State, cell.Outstanding));
        Assert.Equal(["3e-4/1", "3e-3/1"], Missing(cell));
        // A rate written another way is the same rate.
        Assert.Equal(["3e-4/1", "3e-3/1"], Missing(Cell(Run("0.001", 1, 50, 49))));
    }

    [Fact]
    public void Then_the_best_by_what_chooses_is_trained_on_the_other_seeds_whatever_the_end_says()
    {
        BenchmarkCell cell = Cell(Run("3e-4", 1, 60, 99), Run("1e-3", 1, 70, 10), Run("3e-3", 1, 65, 98));
        Assert.Equal("1e-3", cell.Chosen!.Value.Text);
        Assert.Equal(["1e-3/2", "1e-3/3"], Missing(cell));
        Assert.Equal(2, cell.Outstanding);
    }

    [Fact]
    public void Where_less_is_better_the_least_is_the_best() =>
        Assert.Equal("3e-4", Cell(false, Run("3e-4", 1, 60, 99), Run("1e-3", 1, 70, 10), Run("3e-3", 1, 65, 98)).Chosen!.Value.Text);

    [Fact]
    public void Of_equal_ones_the_fewer_sequences_decide_and_then_the_rate_nearest_to_the_middle_and_then_the_higher()
    {
        BenchmarkRun low = Run("3e-4", 1, 100, 1), middle = Run("1e-3", 1, 100, 1), high = Run("3e-3", 1, 100, 1);
        Assert.Equal("3e-4", Cell(low with { Sequences = 500 }, middle, high).Chosen!.Value.Text);
        Assert.Equal("1e-3", Cell(low, middle, high).Chosen!.Value.Text);
        Assert.Equal("3e-3", Cell(low, middle with { Selection = 99 }, high).Chosen!.Value.Text);
    }

    [Fact]
    public void The_median_is_of_the_ends_of_all_seeds_at_that_rate()
    {
        BenchmarkCell cell = Cell(
            Run("3e-4", 1, 60, 1), Run("1e-3", 1, 70, 10), Run("3e-3", 1, 65, 2), Run("1e-3", 3, 5, 40), Run("1e-3", 2, 5, 30));
        Assert.Equal(BenchmarkCellState.Complete, cell.State);
        Assert.Equal((30.0, 10.0, 40.0), (cell.Median, cell.Lowest, cell.Highest));
        Assert.Equal([1, 2, 3], cell.Runs.Select(run => run.Seed));
        Assert.Equal((0, 3), (cell.Outstanding, cell.Wanted));
    }

    [Fact]
    public void Of_two_seeds_the_median_is_between_them() =>
        Assert.Equal(20, Cell(Run("3e-4", 1, 60, 1), Run("1e-3", 1, 70, 10), Run("3e-3", 1, 65, 2), Run("1e-3", 2, 5, 30)).Median);

    [Fact]
    public void A_rate_that_diverges_is_not_chosen_and_a_seed_that_does_is_the_worst()
    {
        BenchmarkRun diverged = Run("1e-3", 1, null, null) with { State = RunState.Diverged };
        Assert.Equal("3e-3", Cell(Run("3e-4", 1, 60, 1), diverged, Run("3e-3", 1, 65, 2)).Chosen!.Value.Text);
        BenchmarkCell cell = Cell(Run("3e-4", 1, 60, 50), diverged, Run("3e-3", 1, 5, 2), Run("3e-4", 2, 5, 40),
            diverged with { Rate = Rate("3e-4"), Seed = 3 });
        Assert.Equal((40.0, double.NegativeInfinity, 50.0), (cell.Median, cell.Lowest, cell.Highest));
        BenchmarkCell none = Cell(diverged, diverged with { Rate = Rate("3e-4") }, diverged with { Rate = Rate("3e-3") });
        Assert.Equal((BenchmarkCellState.Diverged, 0, (double?)null), (none.State, none.Outstanding, none.Median));
    }

    [Fact]
    public void Runs_of_other_cells_and_rates_count_for_nothing_and_of_two_of_one_seed_the_last_counts()
    {
        BenchmarkRun run = Run("1e-3", 1, 50, 49);
        Assert.Equal(BenchmarkCellState.NotRun,
            Cell(run with { Task = "other" }, run with { Machine = "gru" }, run with { Rate = Rate("0.5") }).State);
        Assert.Equal(7, Assert.Single(Cell(run, run with { Selection = 7 }).Trials).Selection);
    }

    private static LearningRate Rate(string text) => LearningRate.Parse(text)!.Value;

    private static BenchmarkRun Run(string rate, long seed, double? selection, double? final, long sequences = 1000) =>
        BenchmarkBench.Run with { Rate = Rate(rate), Seed = seed, Selection = selection, Final = final, Sequences = sequences };

    private static BenchmarkCell Cell(params BenchmarkRun[] runs) => Cell(true, runs);

    private static BenchmarkCell Cell(bool higherIsBetter, params BenchmarkRun[] runs) =>
        new("small", "lstm", Definition, higherIsBetter, runs);

    private static IEnumerable<string> Missing(BenchmarkCell cell) => cell.Missing.Select(run => $"{run.Rate}/{run.Seed}");
}
