using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Results.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["metrics.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_one_line_with_the_seconds_last()
    {
        Write(new MetricsRecord
        {
            Step = 100,
            Sequences = 1600,
            Split = "train",
            Values =
            [
                new("loss", 0.1), new("tiny", 1e-300), new("nothing", -0.0),
                new("bad", double.NaN), new("up", double.PositiveInfinity), new("down", double.NegativeInfinity),
            ],
            Seconds = 1.5,
        });

        Assert.Equal("""{"step":100,"sequences":1600,"split":"train","values":{"loss":0.1,"tiny":1E-300,"nothing":-0"""
            + ""","bad":"NaN","up":"Infinity","down":"-Infinity"},"seconds":1.5}""" + "\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Any_record_comes_back_to_the_bit()
    {
        Arbitrary<MetricsRecord> records = (
            from names in Gen.ListOf(ArbMap.Default.GeneratorFor<NonNull<string>>())
            from value in Gen.ArrayOf(ArbMap.Default.GeneratorFor<double>(), names.Count)
            from step in ArbMap.Default.GeneratorFor<long>()
            select new MetricsRecord
            {
                Step = step,
                Sequences = step / 3,
                Split = "a\"\n",
                // A name is text: a lone surrogate has no UTF-8.
                Values = [.. names.Select(name => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Get))).Zip(value)
                    .DistinctBy(pair => pair.First).Select(pair => new MetricValue(pair.First, pair.Second))],
                Seconds = 0.25,
            }).ToArbitrary();

        Prop.ForAll(records, record =>
        {
            File.Delete(FilePath);
            Write(record);
            MetricsRecord read = Assert.Single(MetricsReader.Read(FilePath));
            return read.HasSameContentAs(record) && read.Seconds == 0.25;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_content_of_two_records_is_compared_to_the_bit_and_without_the_clock()
    {
        MetricsRecord record = Samples.Record(1, 0.5, seconds: 1);

        Assert.True(record.HasSameContentAs(Samples.Record(1, 0.5, seconds: 2)));
        Assert.False(record.HasSameContentAs(Samples.Record(1, Math.BitIncrement(0.5))));
        Assert.False(record.HasSameContentAs(Samples.Record(2, 0.5)));
        Assert.False(record.HasSameContentAs(record with { Split = "evaluation" }));
        Assert.False(record.HasSameContentAs(record with { Sequences = 0 }));
        Assert.False(record.HasSameContentAs(record with { Values = [record.Values[0]] }));
        Assert.False(record.HasSameContentAs(record with { Values = [.. record.Values.Reverse()] }));
    }

    [Fact]
    public void Values_are_found_by_name()
    {
        Assert.Equal(0.25, Samples.Record(1, 0.25)["loss"]);
        Assert.Null(Samples.Record(1, 0.25)["lost"]);
    }

    [Fact]
    public void A_resumed_file_equals_an_uninterrupted_one()
    {
        string uninterrupted = _folder["uninterrupted.jsonl"];
        using (MetricsWriter writer = MetricsWriter.Open(uninterrupted))
            for (int step = 1; step <= 5; step++)
                writer.Append(Samples.Record(step, 1.0 / step));

        long remembered;
        using (MetricsWriter writer = MetricsWriter.Open(FilePath))
        {
            writer.Append(Samples.Record(1, 1));
            writer.Append(Samples.Record(2, 1.0 / 2));
            writer.Flush();
            remembered = writer.Length;
            writer.Append(Samples.Record(3, 1.0 / 3));
        }

        File.AppendAllText(FilePath, """{"step":4,"sequ""");
        using (MetricsWriter writer = MetricsWriter.Open(FilePath, remembered))
            for (int step = 3; step <= 5; step++)
                writer.Append(Samples.Record(step, 1.0 / step));

        Assert.Equal(File.ReadAllBytes(uninterrupted), File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_last_line_torn_at_any_byte_does_not_count_and_goes_with_the_next_opening()
    {
        Write(Samples.Record(1, 1), Samples.Record(2, 2));
        byte[] intact = File.ReadAllBytes(FilePath);
        int first = intact.AsSpan().IndexOf((byte)'\n') + 1;
        for (int length = first; length < intact.Length; length++)
        {
            File.WriteAllBytes(FilePath, intact[..length]);
            Assert.Equal(1, Assert.Single(MetricsReader.Read(FilePath)).Step);
            using (MetricsWriter writer = MetricsWriter.Open(FilePath))
                Assert.Equal(first, writer.Length);
            Assert.Equal(intact[..first], File.ReadAllBytes(FilePath));
        }
    }

    [Fact]
    public void A_torn_line_longer_than_a_block_is_removed_too()
    {
        Write(Samples.Record(1, 1));
        byte[] intact = File.ReadAllBytes(FilePath);
        File.AppendAllText(FilePath, new string('x', 10_000));

        using (MetricsWriter.Open(FilePath))
        {
        }

        Assert.Equal(intact, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_file_that_is_only_a_torn_line_becomes_empty()
    {
        File.WriteAllText(FilePath, "{\"step\"");

        Assert.Empty(MetricsReader.Read(FilePath));
        using (MetricsWriter writer = MetricsWriter.Open(FilePath))
            Assert.Equal(0, writer.Length);
        Assert.Equal(0, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void A_file_shorter_than_the_checkpoint_remembers_is_refused_and_left_alone()
    {
        Write(Samples.Record(1, 1));
        byte[] before = File.ReadAllBytes(FilePath);

        Assert.Equal($"'{FilePath}' is damaged: the checkpoint remembers 1000 bytes of it, found {before.Length}",
            Samples.Fails(() => MetricsWriter.Open(FilePath, 1000)).Message);
        Assert.Equal($"'{FilePath}' is damaged: no line ends at byte 5, where the checkpoint remembers one",
            Samples.Fails(() => MetricsWriter.Open(FilePath, 5)).Message);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData("no json", "not valid JSON at byte 2")]
    [InlineData("", "not valid JSON at byte 1")]
    [InlineData("null", "not a JSON object")]
    [InlineData("""{"step":1,"step":2}""", "a field is given twice")]
    [InlineData("""{"step":1,"sequences":1,"values":{}}""", "the field 'split' is missing")]
    [InlineData("""{"step":0.5,"sequences":1,"split":"train","values":{}}""", "the field 'step' has an unexpected value")]
    [InlineData("""{"step":1,"sequences":1,"split":null,"values":{}}""", "the field 'split' has an unexpected value")]
    [InlineData("""{"step":1,"sequences":1,"split":"train","values":null}""", "the field 'values' has an unexpected value")]
    [InlineData("""{"step":1,"sequences":1,"split":"train","values":[]}""", "the field 'values' has an unexpected value")]
    [InlineData("""{"step":1,"sequences":1,"split":"train","values":{"a":true}}""", "the field 'values' has an unexpected value")]
    public void A_whole_line_that_is_no_record_is_reported_with_its_number(string line, string reason)
    {
        Write(Samples.Record(1, 1));
        File.AppendAllText(FilePath, line + "\n");

        RunException problem = Samples.Fails(() => MetricsReader.Read(FilePath).ToArray());

        Assert.Equal(RunProblem.Damaged, problem.Problem);
        Assert.Equal($"{FilePath}:2: not a metrics record: {reason}", problem.Message);
    }

    [Fact]
    public void Changed_bytes_are_reported_or_harmless_and_never_crash()
    {
        Write(Samples.Record(1, 1));
        foreach (byte[] bytes in Samples.Flipped(File.ReadAllBytes(FilePath)))
        {
            File.WriteAllBytes(FilePath, bytes);
            Exception? problem = Record.Exception(() => MetricsReader.Read(FilePath).ToArray());
            Assert.True(problem is null or RunException, $"{problem}");
        }
    }

    [Fact]
    public void Readers_may_look_while_the_run_writes()
    {
        using MetricsWriter writer = MetricsWriter.Open(FilePath);
        writer.Append(Samples.Record(1, 1));

        Assert.Single(MetricsReader.Read(FilePath));
    }

    [Fact]
    public void Two_values_of_one_name_are_refused_and_nothing_is_written()
    {
        using MetricsWriter writer = MetricsWriter.Open(FilePath);

        Assert.Throws<ArgumentException>(() => writer.Append(Samples.Record(1, 1) with { Values = [new("a", 1), new("a", 2)] }));

        Assert.Equal(0, writer.Length);
        Assert.Equal(0, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal($"cannot read '{FilePath}': there is no such file",
            Samples.Fails(() => MetricsReader.Read(FilePath).ToArray()).Message);

    private void Write(params MetricsRecord[] records)
    {
        using MetricsWriter writer = MetricsWriter.Open(FilePath);
        foreach (MetricsRecord record in records)
            writer.Append(record);
    }
}
