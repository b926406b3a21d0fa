using Microsoft.ML.OnnxRuntime;
using NeuralMemory.Experiments;
using NeuralMemory.Exports;
using NeuralMemory.Exports.Tests;

namespace NeuralMemory.Onnx.Tests;

/// <summary>From a run to a file that ONNX Runtime opens.</summary>
public sealed class RunExportTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_run_becomes_a_step_with_what_it_is_of_and_the_answers_of_its_session()
    {
        string run = _bench.Train("one", Bench.Small, "machine={ kind: dnc, memory: { slots: 6, width: 4 } }");
        ExportOutcome outcome = Export(run, new() { Step = 8 });
        Assert.Equal(Path.Combine(run, "exports", "machine.onnx"), Assert.Single(outcome.Files));
        using OrtModel model = new(outcome.Out);
        Dictionary<string, string> known = model.Session.ModelMetadata.CustomMetadataMap;
        Assert.Equal(("small", "copy", "dnc", "8", "step"), (known["name"], known["task"], known["machine"], known["step"], known["form"]));
        Assert.Equal(64, known["config_sha256"].Length);
        using TrainedMachine machine = TrainedMachine.Open(run, new() { Step = 8 });
        using MachineSession native = machine.Begin();
        OrtSteps steps = new(model);
        for (int step = 0; step < 10; step++)
        {
            float[] input = [.. Enumerable.Range(0, machine.Machine.InputWidth).Select(i => (step + i) % 3 == 0 ? 1f : 0f)];
            Differences.Check("logits", native.Step(input), steps.Step(input));
        }
    }

    [Fact]
    public void What_a_task_reads_first_is_an_input_of_its_own()
    {
        string run = _bench.Train("names", Bench.Names);
        using OrtModel model = new(Export(run, new()).Out);
        InferenceSession session = model.Session;
        Assert.Equal(["input", "source"], session.InputMetadata.Keys.Order());
        Assert.Equal(["logits", "probabilities"], session.OutputMetadata.Keys.Order());
        Assert.Contains("name: column", session.ModelMetadata.CustomMetadataMap["symbols"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_runs_becomes_a_folder_of_models_that_take_the_place_of_those_before()
    {
        _bench.Train("group/seed-1");
        _bench.Train("group/seed-2");
        Export(_bench["group"], new());
        ExportOutcome outcome = Export(_bench["group"], new() { Whole = true });
        Assert.Equal([_bench["group/exports/seed-1.onnx"], _bench["group/exports/seed-2.onnx"]], outcome.Files);
        using OrtModel model = new(outcome.Files[1]);
        Assert.Equal("sequence", model.Session.ModelMetadata.CustomMetadataMap["form"]);
    }

    private static ExportOutcome Export(string run, ExportOptions options) =>
        ExportFormats.Find("onnx")!.Write(ExportSubject.Open(run), options);
}
