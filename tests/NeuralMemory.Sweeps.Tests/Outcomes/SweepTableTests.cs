using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

public sealed class SweepTableTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Each_job_is_a_row_with_its_axes_and_what_it_measured()
    {
        Sweep sweep = _bench.Write(SweepBench.Rates.Replace("rate: [1e-3, 1e-2]",
            "rate: [1e-3, 1e-2]\n  task.parameters.length: [[1, 4]]", StringComparison.Ordinal));
        _bench.Run([sweep.Jobs[0]]);
        string[] lines = SweepTable.Csv(JobOutcome.Read(sweep.Jobs), sweep.Axes).Split('\n');
        Assert.StartsWith("point,training.optimizer.rate,task.parameters.length,seed,state,steps,sequences,seconds,solved,"
            + "selection_bits_per_sequence,final_bits_per_sequence,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{sweep.Points[0].Id},1e-3,\"[1, 4]\",1,done,30,120,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{sweep.Points[0].Id},1e-3,\"[1, 4]\",2,waiting,,,,,,", lines[2], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_those_that_pandas_reads()
    {
        Sweep sweep = _bench.Write();
        _bench.Run([sweep.Jobs[0]]);
        using (RunDirectory run = RunDirectory.Open(sweep.Jobs[0].Directory))
        {
            Evaluation final = run.Evaluations.Find(Evaluation.Final)!;
            run.Evaluations.Write(final with { Metrics = [new("bits_per_sequence", double.NaN), new("worst", double.PositiveInfinity)] });
        }

        Assert.EndsWith(",nan,inf", SweepTable.Csv(JobOutcome.Read([sweep.Jobs[0]]), sweep.Axes).Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_reported_is_the_evaluation_at_the_end_and_what_chooses_the_last_one_before()
    {
        Sweep sweep = _bench.Write();
        _bench.Run([sweep.Jobs[0]]);
        JobOutcome outcome = JobOutcome.Read([sweep.Jobs[0]])[0];
        Assert.Equal("bits_per_sequence", outcome.Metric);
        Assert.Equal(outcome.Final!["bits_per_sequence"], outcome.FinalValue);
        Assert.NotNull(outcome.Selection);
        Assert.False(outcome.HasRule);
        GroupSummary summary = GroupSummary.Of(JobOutcome.Read(sweep.Jobs.Take(2)));
        Assert.Equal((2, 1, 1), (summary.Seeds, summary.Ended, summary.Final.Count));
        Assert.Equal(outcome.FinalValue, summary.Final.Median);
        Assert.Null(summary.Solved);
    }
}
