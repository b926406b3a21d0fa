namespace NeuralMemory.Results.Tests;

public sealed class MetricsOfSplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_those_of_all_that_are_of_the_split()
    {
        using RunDirectory run = RunDirectory.Open(Samples.Run(_folder["run"]));
        using (MetricsWriter metrics = run.OpenMetrics())
            foreach (string split in (string[])["train", "evaluation", "train", "curriculum", "evaluation"])
                metrics.Append(Samples.Record(10, 0.5) with { Split = split });
        foreach (string split in (string[])["train", "evaluation", "curriculum", "none"])
            Assert.Equal(run.ReadMetrics().Count(record => record.Split == split), run.ReadMetricsOf(split).Count);
        Assert.True(run.ReadMetrics().First(record => record.Split == "evaluation").HasSameContentAs(run.ReadMetricsOf("evaluation")[0]));
    }

    [Fact]
    public void A_torn_line_does_not_count_and_one_written_by_hand_does()
    {
        using RunDirectory run = RunDirectory.Open(Samples.Run(_folder["run"]));
        File.WriteAllText(run.MetricsPath,
            "{\"step\":1,\"sequences\":1,\"split\":\"train\",\"values\":3}\n"
            + "{ \"step\": 2, \"sequences\": 2, \"split\": \"evaluation\", \"values\": { \"loss\": 1 } }\n{\"step\":3,\"sequ");
        Assert.Equal([2], run.ReadMetricsOf("evaluation").Select(record => record.Step));
        Assert.Contains("metrics.jsonl:1: not a metrics record", Samples.Fails(() => run.ReadMetricsOf("train")).Message,
            StringComparison.Ordinal);
        File.Delete(run.MetricsPath);
        Assert.Empty(run.ReadMetricsOf("train"));
    }
}
