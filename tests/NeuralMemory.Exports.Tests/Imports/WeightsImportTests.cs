using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports.Tests;

public sealed class WeightsImportTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("safetensors", "own.safetensors", WeightsImport.Own, "ntm-write-first")]
    [InlineData("pytorch", "torch", WeightsImport.PyTorch, "ntm-write-first")]
    [InlineData("pytorch", "torch", WeightsImport.PyTorch, "ntm-hyper")]
    [InlineData("pytorch", "torch", WeightsImport.PyTorch, "dnc-writers-sparse")]
    [InlineData("pytorch", "torch", WeightsImport.PyTorch, "seq2seq-cosine")]
    [InlineData("pytorch", "torch", WeightsImport.PyTorch, "transformer-both")]
    public void What_was_exported_comes_back_and_answers_with_the_same_bits(string format, string to, string layout, string machine)
    {
        File.Copy(Testing.Repository.Path("tests/pytorch/echo.yaml"), _bench["echo.yaml"], overwrite: true);
        string run = _bench.Train("one", SmallMachines.ConfigOf(machine));
        string made = ExportFormats.Find(format)!.Write(ExportSubject.Open(run), new() { Out = _bench[to] }).Out;
        Experiment experiment = SmallMachines.Load(_bench, machine);
        ImportedWeights weights = WeightsImport.Read(format == "pytorch" ? Path.Combine(made, "weights.safetensors") : made, experiment);
        Assert.Equal(layout, weights.Layout);
        Assert.Empty(weights.Notes);
        Run.Import(experiment, weights with { Step = 2 }, Options("two"));
        _bench.Outputs("one", "one.npz");
        _bench.Outputs("two", "two.npz");
        using NpzReader before = NpzReader.Open(_bench["one.npz"]), after = NpzReader.Open(_bench["two.npz"]);
        Assert.Equal(before.Read("logits").ToArray<float>(), after.Read("logits").ToArray<float>());

        using RunDirectory imported = RunDirectory.Open(_bench["two"]);
        Assert.Equal(WeightsOf(run), WeightsOf(_bench["two"]));
        RunOrigin origin = imported.ReadOrigin()!;
        Assert.Equal((weights.File, layout, weights.Sha256, 2), (origin.Run, origin.Layout, origin.WeightsSha256, origin.Step));
        Assert.Equal(["import", "import"], imported.Journal.Read().Take(2).Select(entry => entry.What));
        Assert.Equal(RunState.Interrupted, imported.ReadStatus().State);
    }

    [Fact]
    public void An_imported_run_goes_on_and_others_begin_with_its_weights()
    {
        string run = _bench.Train("one");
        string file = ExportFormats.Find("safetensors")!.Write(ExportSubject.Open(run), new() { Out = _bench["w.safetensors"] }).Out;
        Experiment experiment = _bench.Load();
        string imported = Run.Import(experiment, WeightsImport.Read(file, experiment), Options("two"));
        RunOutcome further = Run.Resume(imported, Options(null));
        Assert.Equal((RunState.Done, 12L), (further.State, further.Step));
        RunOutcome other = Run.Start(experiment, Options("three") with { From = new(imported) { Step = 0 } });
        Assert.Equal(RunState.Done, other.State);
        // The same weights, episodes and optimizer: the same bits.
        Assert.Equal(WeightsOf(imported), WeightsOf(_bench["three"]));
        Assert.StartsWith("there is a run in", Bench.Fails(() =>
            Run.Import(experiment, WeightsImport.Read(file, experiment), Options("two"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_told_array_by_array_with_the_nearest_names()
    {
        Experiment experiment = _bench.Load();
        string file = Write("w.safetensors", Array("controller.weight_ih_l0", 24, 4), Array("controller.weight_hh_l0", 24, 7),
            Array("controller.bias_ih_l0", 24), Array("controller.bias_hh_l0", 24), Array("outputs.weights", 3, 6),
            Array("output.bias", 3));
        Assert.Equal(
            [
                "the weights do not fit, in 3 arrays",
                "'controller.weight_hh_l0' has the shape [24, 7] in the file and [24, 6] in the machine",
                "'output.weight' is not in the file, and has the shape [3, 6] in the machine; the nearest name in the file is "
                    + "'outputs.weights'",
                "'outputs.weights' has the shape [3, 6] in the file, and is not in the machine",
                "name by --as the config that the weights are of, or say by --set what differs",
            ],
            Problems(file, experiment));
        file = Write("own.safetensors", Array("controller/layer0/weight", 24, 9), Array("controller/layer0/bias", 24),
            Array("output/weight", 3, 6), Array("output/bias", 3));
        Assert.Contains(
            "'controller/layer0/weight' has the shape [24, 9] in the file and [24, 10] in the machine", Problems(file, experiment));
        string ntm = _bench.Train("ntm", SmallMachines.ConfigOf("ntm"));
        string other = ExportFormats.Find("safetensors")!.Write(ExportSubject.Open(ntm), new()).Out;
        Assert.Equal(["the weights are of a machine of kind ntm, as the file says, and the config of --as has one of kind lstm"],
            Problems(other, _bench.Load()));
    }

    [Fact]
    public void Layers_that_compute_something_else_are_refused()
    {
        Experiment experiment = _bench.Load(Bench.Small, "machine={ kind: lstm, units: 6, layers: 2, bidirectional: true }");
        string file = Write("w.safetensors", Array("rnn.weight_ih_l0", 24, 4), Array("rnn.weight_ih_l0_reverse", 24, 4));
        Assert.Contains("of bidirectional layers only a single one is the same", Assert.Single(Problems(file, experiment)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_symbols_and_a_wrapper_before_all_names_are_known()
    {
        Experiment experiment = SmallMachines.Load(_bench, "lstm-symbols");
        string file = Write("w.safetensors", Array("module.net.table.weight", 16, 5), Array("module.net.lstm.weight_ih_l0", 28, 5),
            Array("module.net.lstm.weight_hh_l0", 28, 7), Array("module.net.lstm.bias_ih_l0", 28), Array("module.net.lstm.bias_hh_l0", 28),
            Array("module.net.out.weight", 16, 7), Array("module.net.out.bias", 16));
        ImportedWeights weights = WeightsImport.Read(file, experiment);
        Assert.Empty(weights.Notes);
        Assert.Equal(80, weights.Arrays.Single(array => array.Name == "embedding/token").Data.Length);
    }

    [Fact]
    public void Files_of_other_formats_get_a_sentence_and_are_never_run()
    {
        Assert.Contains(
            "is a pickle of PyTorch, which could run any program as it is read", Refused("a.pt", "PK\u0003\u0004archive/data.pkl"));
        Assert.Contains("is an archive of NumPy", Refused("a.npz", "PK\u0003\u0004weights.npy.."));
        Assert.Contains("is a pickle of Python", Refused("a.bin", "\u0080\u0002}q\u0000X1234"));
        Assert.Contains("is an HDF5 file", Refused("a.h5", "\u0089HDF\r\n\u001a\n12"));
        Assert.Contains("is damaged: expected at least 8 bytes, found 0", Refused("empty", ""));
        Assert.Contains("is damaged: expected a header of", Refused("text", "hello, this is a text"));
        Assert.Equal($"cannot read '{_bench["none"]}': there is no such file", Bench.Fails(() => Read(_bench["none"])).Message);
        Assert.Equal($"'{_bench.Root}' is a folder, not a file of weights", Bench.Fails(() => Read(_bench.Root)).Message);
        string bad = Write("nan.safetensors", new NamedArray("output/bias", [3], new[] { 0, float.NaN, 1 }));
        Assert.Equal($"'{bad}' has numbers that are not finite, in 'output/bias'", Bench.Fails(() => Read(bad)).Message);
        string folder = ExportFormats.Find("pytorch")!.Write(ExportSubject.Open(_bench.Train("one")), new()).Out;
        Assert.Equal($"'{folder}' is a folder: name the file in it, '{Path.Combine(folder, "weights.safetensors")}'",
            Bench.Fails(() => Read(folder)).Message);
    }

    private string Refused(string name, string latin)
    {
        File.WriteAllBytes(_bench[name], System.Text.Encoding.Latin1.GetBytes(latin));
        return Bench.Fails(() => Read(_bench[name])).Message;
    }

    private ImportedWeights Read(string file) => WeightsImport.Read(file, _bench.Load());

    private static string[] Problems(string file, Experiment experiment) =>
    [
        .. Assert.Throws<InvalidInputException>(() => WeightsImport.Read(file, experiment)).Diagnostics.Select(problem => problem.Message),
    ];

    private RunOptions Options(string? folder) => new() { Directory = folder is null ? null : _bench[folder], Time = TimeProvider.System };

    private static NamedArray Array(string name, params int[] shape) =>
        new(name, shape, Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => i / 100f).ToArray());

    private string Write(string name, params NamedArray[] arrays)
    {
        using FileStream file = File.Create(_bench[name]);
        SafetensorsWriter.Write(file, arrays);
        return _bench[name];
    }

    private static float[] WeightsOf(string run)
    {
        using RunDirectory directory = RunDirectory.Open(run);
        return [.. directory.Checkpoints().Load().Weights.SelectMany(array => array.Data.ToArray())];
    }
}
