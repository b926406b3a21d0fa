using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Exports.Tests;

public sealed class PyTorchFormatTests : IDisposable
{
    private static readonly string[] Files = ["README.md", "config.json", "machine.py", "weights.safetensors"];

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_run_becomes_a_folder_with_weights_a_program_its_config_and_a_few_words()
    {
        string run = _bench.Train("one");
        ExportOutcome outcome = Export(run);
        string folder = Path.Combine(run, "exports", "pytorch");
        Assert.Equal(folder, outcome.Out);
        Assert.Equal(Files.Select(file => Path.Combine(folder, file)), outcome.Files.Order(StringComparer.Ordinal));
        Assert.Equal(Files, Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        JsonElement config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config.json"))).RootElement;
        Assert.Equal((4, 3, 6), (config.GetProperty("inputs").GetInt32(), config.GetProperty("outputs").GetInt32(),
            config.GetProperty("controller").GetProperty("units").GetInt32()));
        SafetensorsContent weights = SafetensorsReader.Read(Path.Combine(folder, "weights.safetensors"));
        Assert.Equal(("lstm", "12"), (weights.Metadata["machine"], weights.Metadata["step"]));
        Assert.Contains("the run one, task copy, after 12 training steps", File.ReadAllText(Path.Combine(folder, "machine.py")),
            StringComparison.Ordinal);
        Assert.Contains("machine.start(batch=1)", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_runs_becomes_a_folder_of_folders()
    {
        _bench.Train("group/a");
        _bench.Train("group/b", overrides: "seed=8");
        ExportOutcome outcome = Export(_bench["group"], _bench["made"]);
        Assert.Equal(2 * Files.Length, outcome.Files.Count);
        Assert.True(File.Exists(_bench["made/pytorch/b/machine.py"]));
    }

    [Fact]
    public void An_export_takes_the_place_of_an_older_one_and_of_nothing_else()
    {
        string run = _bench.Train("one");
        Export(run, _bench["made"], step: 4);
        Export(run, _bench["made"]);
        Assert.Equal("12", SafetensorsReader.Read(_bench["made/weights.safetensors"]).Metadata["step"]);
        Directory.CreateDirectory(_bench["project"]);
        File.WriteAllText(_bench["project/README.md"], "mine");
        Assert.Equal($"'{_bench["project"]}' has a 'README.md' that no export for PyTorch has made; name another folder by --out",
            Bench.Fails(() => Export(run, _bench["project"])).Message);
        Assert.Equal(["README.md"], Directory.GetFileSystemEntries(_bench["project"]).Select(Path.GetFileName));
        string own = Path.Combine(_bench.Root, "pytorch", "one");
        Assert.Equal($"'{_bench.Root}' has other files in it, and those of a machine would be mixed with them; name a folder of its own by "
            + $"--out, such as '{own}'", Bench.Fails(() => Export(run, _bench.Root)).Message);
        Assert.Equal(own, Export(run, own).Out);
        Directory.CreateDirectory(_bench["empty"]);
        Assert.Equal(Files.Length, Export(run, _bench["empty"]).Files.Count);
        File.WriteAllText(_bench["file"], "");
        Assert.Equal($"cannot write to '{_bench["file"]}': it is a file, not a folder",
            Bench.Fails(() => Export(run, _bench["file"])).Message);
    }

    [Fact]
    public void Names_of_runs_do_no_harm_to_the_program()
    {
        _bench.Train("a \"\"\" b");
        string program = File.ReadAllText(Path.Combine(Export(_bench["a \"\"\" b"], _bench["made"]).Out, "machine.py"));
        Assert.Contains("the run a ??? b,", program, StringComparison.Ordinal);
    }

    private static ExportOutcome Export(string path, string? to = null, long? step = null) =>
        ExportFormats.Find("pytorch")!.Write(ExportSubject.Open(path), new() { Out = to, Step = step });
}
