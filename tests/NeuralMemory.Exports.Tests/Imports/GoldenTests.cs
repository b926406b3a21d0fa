using System.Text.Json;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Testing;

namespace NeuralMemory.Exports.Tests;

/// <summary>States of PyTorch's own modules give its own answers here: <c>tests/pytorch/golden.py</c> has written them.</summary>
public sealed class GoldenTests : IDisposable
{
    private const float Tolerance = 1e-5f;

    private readonly Bench _bench = new();

    public static TheoryData<string> Names => [.. Cases.EnumerateObject().Select(each => each.Name)];

    private static JsonElement Cases { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/pytorch/golden.json"))).RootElement.GetProperty("cases");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_of_PyTorch_answers_the_same_here(string name)
    {
        JsonElement golden = Cases.GetProperty(name);
        using (FileStream file = File.Create(_bench["state.safetensors"]))
            SafetensorsWriter.Write(file, golden.GetProperty("state").EnumerateObject().Select(ArrayOf));
        Experiment experiment = _bench.Load($$"""
            name: small
            seed: 3
            task: { name: copy, parameters: { width: 3 } }
            machine: {{golden.GetProperty("machine").GetString()}}
            training: { steps: 2, batch: 2, optimizer: { kind: adam, rate: 1e-2 } }
            evaluation: { episodes: 4 }
            """);
        ImportedWeights weights = WeightsImport.Read(_bench["state.safetensors"], experiment);
        Assert.Equal(WeightsImport.PyTorch, weights.Layout);
        Assert.Equal(name.EndsWith("without biases", StringComparison.Ordinal) ? 2 : 0, weights.Notes.Count);
        string run = Run.Import(experiment, weights, new() { Directory = _bench["run"], Time = TimeProvider.System });
        // [sequence, step, number]; a session sees all sequences of a step at once.
        float[][][] inputs = NumbersOf(golden.GetProperty("inputs")), outputs = NumbersOf(golden.GetProperty("outputs"));
        float[][] steps = [.. Enumerable.Range(0, inputs[0].Length).Select(t => inputs.SelectMany(sequence => sequence[t]).ToArray())];
        using TrainedMachine machine = TrainedMachine.Open(run);
        using MachineSession session = machine.Begin(new() { Sequences = inputs.Length, Ahead = steps });
        for (int t = 0; t < steps.Length; t++)
        {
            float[] logits = session.Step(steps[t]).ToArray(), wanted = [.. outputs.SelectMany(sequence => sequence[t])];
            Assert.Equal(wanted.Length, logits.Length);
            Assert.All(logits.Zip(wanted), pair => Assert.InRange(pair.First, pair.Second - Tolerance, pair.Second + Tolerance));
        }
    }

    private static NamedArray ArrayOf(JsonProperty array) => new(
        array.Name, [.. array.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())],
        array.Value.GetProperty("data").EnumerateArray().Select(number => number.GetSingle()).ToArray());

    private static float[][][] NumbersOf(JsonElement json) => JsonSerializer.Deserialize<float[][][]>(json)!;
}
