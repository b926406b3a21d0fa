using NeuralMemory.Results;
using Tensorboard;
using Summary = Tensorboard.Summary;

namespace NeuralMemory.Exports.Tests;

/// <summary>Event files are read by classes that protoc has made of TensorFlow's own definitions, after records cut by hand.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        // RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRC algorithms.
        Assert.Equal(0xE3069283u, PlainRecords.Checksum("123456789"u8));
        Assert.Equal(0x8A9136AAu, PlainRecords.Checksum(new byte[32]));
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
    }

    [Fact]
    public void Every_number_of_a_run_is_a_scalar_at_its_step_and_time()
    {
        string run = _bench.Train("one");
        string path = Export(run, null).Out;
        Assert.Equal(Path.Combine(run, "tensorboard"), Path.GetDirectoryName(path));
        Assert.Contains("tfevents", Path.GetFileName(path), StringComparison.Ordinal);
        Event[] events = Read(path);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        using RunDirectory directory = RunDirectory.Open(run);
        RunStatus status = directory.ReadStatus();
        double start = directory.Journal.Read()[0].Time.ToUnixTimeMilliseconds() / 1000.0;
        Assert.Equal(start, events[0].WallTime, 0.002);
        Assert.InRange(status.Updated.ToUnixTimeMilliseconds() / 1000.0 - start, 0, 60);
        (long Step, string Tag, float Value)[] expected =
        [
            .. directory.ReadMetrics().SelectMany(record =>
                record.Values.Select(value => (record.Step, $"{record.Split}/{value.Name}", (float)value.Value))),
            .. directory.Evaluations.Read().SelectMany(each =>
                each.Metrics.Select(value => (each.Step, $"{each.Name}/{value.Name}", (float)value.Value))),
        ];
        Assert.Equal(expected, events.SelectMany(each => (each.Summary?.Value ?? [])
            .Where(value => value.ValueCase == Summary.Types.Value.ValueOneofCase.SimpleValue)
            .Select(value => (each.Step, value.Tag, value.SimpleValue))));
        foreach (MetricsRecord record in directory.ReadMetrics())
            Assert.Contains(events, each => each.Step == record.Step && Math.Abs(each.WallTime - start - record.Seconds) < 0.002);
        Assert.Equal(events.OrderBy(each => each.WallTime), events);
    }

    [Fact]
    public void A_run_of_before_there_were_journals_began_its_seconds_before_its_last_word()
    {
        string run = _bench.Train("one");
        File.Delete(Path.Combine(run, RunFiles.Journal));
        using RunDirectory directory = RunDirectory.Open(run);
        RunStatus status = directory.ReadStatus();
        Assert.Equal(status.Updated.ToUnixTimeMilliseconds() / 1000.0 - status.Seconds, Read(Export(run, null).Out)[0].WallTime, 0.002);
    }

    [Fact]
    public void The_config_is_there_as_text()
    {
        string run = _bench.Train("one");
        Dictionary<string, Summary.Types.Value> texts = Read(Export(run, _bench["events"]).Out)
            .SelectMany(each => each.Summary?.Value ?? []).Where(value => value.Tensor is not null).ToDictionary(value => value.Tag);
        Assert.Equal(["config", "hyperparameters", "task"], texts.Keys.Order());
        Assert.All(texts.Values, value =>
        {
            Assert.Equal("text", value.Metadata.PluginData.PluginName);
            Assert.Equal((DataType.DtString, 1L), (value.Tensor.Dtype, Assert.Single(value.Tensor.TensorShape.Dim).Size));
        });
        string config = texts["config"].Tensor.StringVal[0].ToStringUtf8();
        Assert.Equal($"```yaml\n{File.ReadAllText(Path.Combine(run, "config.yaml"))}```", config);
        Assert.Contains("\n| training.optimizer.rate | 0.01 |\n", texts["hyperparameters"].Tensor.StringVal[0].ToStringUtf8(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_becomes_a_folder_for_each_run_and_a_second_export_takes_its_place()
    {
        _bench.Train("group/seed-1");
        _bench.Train("group/seed-2", Bench.Small, "seed=8");
        ExportOutcome outcome = Export(_bench["group"], null);
        Assert.Equal([_bench["group/tensorboard/seed-1"], _bench["group/tensorboard/seed-2"]],
            outcome.Files.Select(Path.GetDirectoryName));
        Export(_bench["group"], null);
        Assert.All(outcome.Files, file => Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!)));
    }

    private static ExportOutcome Export(string path, string? folder) =>
        ExportFormats.Find("tensorboard")!.Write(ExportSubject.Open(path), new() { Out = folder });

    private static Event[] Read(string path) => [.. PlainRecords.Read(File.ReadAllBytes(path)).Select(Event.Parser.ParseFrom)];
}
