using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Exports.Tests;

public sealed class CsvFormatTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Every_number_that_was_measured_has_a_row()
    {
        string run = _bench.Train("runs/one");
        CsvTable table = CsvTable.Read(Path.Combine(run, "metrics.csv"));
        Assert.Equal(["run", "seed", "step", "sequences", "seconds", "split", "metric", "value"], table.Columns.Take(8));
        using RunDirectory directory = RunDirectory.Open(run);
        int rows = 0;
        foreach (MetricsRecord record in directory.ReadMetrics())
            foreach (MetricValue value in record.Values)
            {
                rows++;
                string[] row = table.Rows.Single(each => each[2] == $"{record.Step}" && each[5] == record.Split && each[6] == value.Name);
                Assert.Equal(["one", "7", $"{record.Step}", $"{record.Sequences}"], row[..4]);
                Assert.Equal(value.Value, double.Parse(row[7]));
                Assert.Equal(record.Seconds, double.Parse(row[4]));
            }

        foreach (Evaluation evaluation in directory.Evaluations.Read())
            foreach (MetricValue value in evaluation.Metrics)
            {
                rows++;
                string split = evaluation.Name == "final" ? "final" : "grid", length = evaluation.Name.Split('=')[^1];
                Assert.Single(table.Rows, row => row[5] == split && row[6] == value.Name && double.Parse(row[7]) == value.Value
                    && row[4] == "" && row.AsSpan(8).SequenceEqual(split == "final" ? ["1", "4", ""] : ["", "", length]));
            }

        // The speed is one more number of a line of training.
        Assert.Equal(rows + 3, table.Rows.Count);
        Assert.Equal(3, table.Rows.Count(row => row[6] == "sequences_per_second"));
        Assert.Equal(["at.length.low", "at.length.high", "at.length"], table.Columns.Skip(8));
    }

    [Fact]
    public void A_run_keeps_the_table_that_export_makes()
    {
        string run = _bench.Train("one"), own = File.ReadAllText(Path.Combine(run, "metrics.csv"));
        ExportOutcome outcome = Export(run, _bench["elsewhere.csv"]);
        Assert.Equal(_bench["elsewhere.csv"], outcome.Out);
        Assert.Equal(own, File.ReadAllText(outcome.Out));
        Assert.Equal(Path.Combine(run, "metrics.csv"), Export(run, null).Out);
        Assert.Equal(own, File.ReadAllText(Path.Combine(run, "metrics.csv")));
    }

    [Theory]
    [InlineData("evaluations/final.json")]
    [InlineData("metrics.jsonl")]
    public void A_damaged_run_is_named_and_stops_no_other(string file)
    {
        string good = _bench.Train("group/seed-1"), bad = _bench.Train("group/seed-2", Bench.Small, "seed=2");
        File.WriteAllText(Path.Combine(bad, file), "{ no\n");
        ExportOutcome outcome = Export(_bench["group"], _bench["table.csv"]);
        string problem = Assert.Single(outcome.Problems);
        Assert.StartsWith($"'{bad}': ", problem, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(bad, file), problem, StringComparison.Ordinal);
        Assert.All(CsvTable.Read(outcome.Out).Rows, row => Assert.Equal("seed-1", row[0]));
        Directory.Delete(good, recursive: true);
        Assert.Contains(bad, Bench.Fails(() => Export(_bench["group"], _bench["table.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_training_has_no_table_of_before()
    {
        string run = _bench.Train("one", Bench.Small, "training.steps=8");
        string table = Path.Combine(run, "metrics.csv"), before = File.ReadAllText(table);
        bool wasThere = true;
        Run.Resume(run, new()
        {
            Time = TimeProvider.System,
            Observer = new Watcher(() => wasThere &= File.Exists(table)),
        }, ["training.steps=12"]);
        Assert.False(wasThere);
        Assert.NotEqual(before, File.ReadAllText(table));
        Assert.Contains(CsvTable.Read(table).Rows, row => row[2] == "12" && row[5] == "train");
    }

    [Fact]
    public void A_folder_of_runs_is_one_table_with_what_they_differ_in()
    {
        foreach (string rate in (string[])["0.01", "0.001"])
            foreach (int seed in (int[])[10, 9])
                _bench.Train($"sweep/{rate}/seed-{seed}", Bench.Small,
                    $"training.optimizer.rate={rate}", $"seed={seed}", "name=other", $"training.report={seed}");
        CsvTable table = CsvTable.Read(Export(_bench["sweep"], null).Out);
        Assert.Equal(_bench["sweep/metrics.csv"], Export(_bench["sweep"], null).Out);
        Assert.Equal(["training.optimizer.rate", "at.length.low", "at.length.high", "at.length"],
            table.Columns.Skip(8));
        Assert.Equal(["0.001/seed-9", "0.001/seed-10", "0.01/seed-9", "0.01/seed-10"], table.Rows.Select(row => row[0]).Distinct());
        int rate8 = table.Columns.ToList().IndexOf("training.optimizer.rate");
        Assert.All(table.Rows, row => Assert.Equal(double.Parse(row[0].Split('/')[0]), double.Parse(row[rate8])));
        Assert.All(table.Rows, row => Assert.Equal(row[0].Split('-')[1], row[1]));
    }

    [Fact]
    public void Whose_weights_a_run_began_with_is_a_column_where_runs_differ_in_it()
    {
        _bench.Train("group/cold");
        string warm = _bench["group/warm"];
        Run.Start(_bench.Load(), new() { Directory = warm, From = new(_bench["group/cold"]), Time = TimeProvider.System });
        CsvTable table = CsvTable.Read(Export(_bench["group"], null).Out);
        int from = table.Columns.ToList().IndexOf("from");
        Assert.All(table.Rows, row => Assert.Equal(row[0] == "warm" ? "cold" : "", row[from]));
        Assert.DoesNotContain("from", CsvTable.Read(Export(warm, null).Out).Columns);
    }

    [Fact]
    public void What_is_no_finite_number_has_a_name_that_readers_know()
    {
        Assert.Equal(["inf", "-inf", "nan", "0.1", "1E-05"], new[]
        {
            double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.1, 1e-5,
        }.Select(number => CsvText.Number(number)));
        string run = _bench.Train("one");
        using (RunDirectory directory = RunDirectory.Open(run))
        using (MetricsWriter writer = directory.OpenMetrics())
            writer.Append(new() { Step = 13, Sequences = 52, Split = "train", Values = [new("loss", double.PositiveInfinity)] });
        Assert.Contains(CsvTable.Read(Export(run, null).Out).Rows, row => row[2] == "13" && row[7] == "inf");
    }

    [Fact]
    public void What_eval_has_measured_since_is_in_the_next_export()
    {
        string run = _bench.Train("one");
        using (TrainedMachine machine = TrainedMachine.Open(run))
            machine.Evaluate(new() { Settings = ["length=3"] });
        CsvTable table = CsvTable.Read(Export(run, null).Out);
        int at = table.Columns.ToList().IndexOf("at.length");
        Assert.Contains(table.Rows, row => row[5] == "eval");
        Assert.All(table.Rows.Where(row => row[5] == "eval"), row => Assert.Equal("3", row[at]));
    }

    [Fact]
    public void A_name_with_a_comma_is_quoted()
    {
        string run = _bench.Train("a,\"b\"");
        Assert.Equal("a,\"b\"", CsvTable.Read(Path.Combine(run, "metrics.csv")).Rows[0][0]);
    }

    private static ExportOutcome Export(string path, string? file) =>
        ExportFormats.Find("csv")!.Write(ExportSubject.Open(path), new() { Out = file });

    private sealed class Watcher(Action look) : ITrainingObserver
    {
        public void Started(RunStarted run) => look();
    }
}
