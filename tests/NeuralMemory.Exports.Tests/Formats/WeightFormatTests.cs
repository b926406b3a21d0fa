using System.Buffers.Binary;
using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Exports.Tests;

public sealed class WeightFormatTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Npz_has_the_weights_of_the_latest_checkpoint_and_on_request_the_metrics()
    {
        string run = _bench.Train("one");
        string path = Export("npz", run, new() { WithMetrics = true }).Out;
        Assert.Equal(Path.Combine(run, "exports", "weights.npz"), path);
        Checkpoint checkpoint = Load(run, null);
        using NpzReader file = NpzReader.Open(path);
        foreach (NamedArray array in checkpoint.Weights)
        {
            NpyArray read = file.Read(array.Name);
            Assert.Equal(array.Shape.Select(length => (long)length), read.Shape);
            Assert.Equal(array.Data.ToArray(), read.ToArray<float>());
        }

        Assert.Equal([4L, 8, 12], file.Read("metrics/train/step").ToArray<long>());
        Assert.Equal([6L, 12], file.Read("metrics/evaluation/step").ToArray<long>());
        using RunDirectory directory = RunDirectory.Open(run);
        Assert.Equal(directory.ReadMetrics().Where(record => record.Split == "train").Select(record => record["loss"]!.Value),
            file.Read("metrics/train/loss").ToArray<double>());
        using NpzReader without = NpzReader.Open(Export("npz", run, new() { Out = _bench["plain.npz"] }).Out);
        Assert.Equal(checkpoint.Weights.Select(array => array.Name), without.Names);
    }

    [Fact]
    public void Safetensors_has_them_too_and_says_of_what_they_are()
    {
        string run = _bench.Train("one");
        string path = Export("safetensors", run, new() { Step = 8, Out = _bench["w.safetensors"] }).Out;
        byte[] bytes = File.ReadAllBytes(path);
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        JsonElement json = JsonDocument.Parse(bytes.AsMemory(8, header)).RootElement;
        JsonElement metadata = json.GetProperty("__metadata__");
        Assert.Equal(("small", "copy", "lstm", "7", "8"), (Text("name"), Text("task"), Text("machine"), Text("seed"), Text("step")));
        Assert.Equal("1", Text("task_version"));
        Assert.NotEmpty(Text("version"));
        foreach (NamedArray array in Load(run, 8).Weights)
        {
            int[] place = [.. json.GetProperty(array.Name).GetProperty("data_offsets").EnumerateArray().Select(each => each.GetInt32())];
            Assert.Equal(
                array.Data.ToArray(), bytes[(8 + header + place[0])..(8 + header + place[1])].Chunk(4).Select(each => BitConverter.ToSingle(each)));
        }

        string Text(string name) => metadata.GetProperty(name).GetString()!;
    }

    [Fact]
    public void A_folder_of_runs_becomes_a_folder_of_files_and_what_is_missing_is_said()
    {
        _bench.Train("group/seed-1");
        string other = _bench.Train("group/seed-2");
        Directory.Delete(Path.Combine(other, "checkpoints"), recursive: true);
        ExportOutcome outcome = Export("npz", _bench["group"], new());
        Assert.Equal([_bench["group/exports/seed-1.npz"]], outcome.Files);
        Assert.Equal($"there is no checkpoint in '{Path.Combine(other, "checkpoints")}'", Assert.Single(outcome.Problems));
        Assert.Equal([_bench["w/seed-1.safetensors"]], Export("safetensors", _bench["group"], new() { Out = _bench["w"] }).Files);
    }

    [Theory]
    [InlineData("npz", "exports/weights.npz")]
    [InlineData("safetensors", "exports/weights.safetensors")]
    [InlineData("onnx", "exports/machine.onnx")]
    [InlineData("csv", "metrics.csv")]
    public void What_the_system_refuses_at_the_usual_place_is_told_with_the_way_out(string format, string file)
    {
        string run = _bench.Train("one");
        string path = Path.Combine(run, file);
        if (File.Exists(path))
            File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Equal($"cannot write '{path}': it is a folder, not a file; name another place by --out",
            Bench.Fails(() => Export(format, run, new())).Message);
        Assert.Equal($"cannot write '{path}': it is a folder, not a file",
            Bench.Fails(() => Export(format, run, new() { Out = path })).Message);
    }

    [Theory]
    [InlineData("npz")]
    [InlineData("safetensors")]
    public void A_run_without_the_checkpoint_is_refused_and_leaves_nothing(string format)
    {
        string run = _bench.Train("one", Bench.Small, "evaluation.every=null");
        RunException none = Bench.Fails(() => Export(format, run, new() { Step = 5 }));
        Assert.Contains("there is no checkpoint of step 5", none.Message, StringComparison.Ordinal);
        Assert.Contains("marked as the best", Bench.Fails(() => Export(format, run, new() { Best = true })).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(run, "exports")));
    }

    private static ExportOutcome Export(string format, string path, ExportOptions options) =>
        ExportFormats.Find(format)!.Write(ExportSubject.Open(path), options);

    private static Checkpoint Load(string path, long? step)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return run.Checkpoints().Load(step);
    }
}
