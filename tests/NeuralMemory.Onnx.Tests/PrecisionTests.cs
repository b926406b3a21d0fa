extern alias Precise;

using NeuralMemory.Experiments;
using NeuralMemory.Exports.Tests;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using Xunit.Abstractions;
using DoubleDnc = Precise::NeuralMemory.Machines.DncConfig;
using DoubleEngine = Precise::NeuralMemory.Autodiff.NativeEngine;
using DoubleKey = Precise::NeuralMemory.Numerics.StreamKey;
using DoubleMachine = Precise::NeuralMemory.Machines.IMachine;
using DoubleShape = Precise::NeuralMemory.Numerics.Shape;

namespace NeuralMemory.Onnx.Tests;

/// <summary>
/// Weights that training has made large carry a rounding error from step to step, so that a model and the native engine part. The same in
/// double precision tells whether one of them is wrong: it would be much farther from it.
/// </summary>
public sealed class PrecisionTests(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 8, Steps = 40;

    /// <summary>
    /// How much farther a model may be than the native engine. Twice was measured: the hyperbolic tangent of ONNX Runtime errs by 3e-7, and
    /// ours by 7e-8.
    /// </summary>
    private const double Farther = 4;

    private const string Config = """
        name: repeat
        task: { name: repeat-copy-dnc }
        machine:
          kind: dnc
          controller: { units: 64 }
          memory: { slots: 16, width: 16 }
          heads: { read: 4 }
          clip: 20
        training:
          steps: 800
          batch: 16
          threads: 1
          optimizer: { kind: rmsprop-graves, rate: 1e-3 }
        evaluation: { episodes: 20 }
        """;

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_trained_machine_is_as_near_to_double_precision_in_a_model_as_in_the_native_engine()
    {
        using TrainedMachine trained = TrainedMachine.Open(_bench.Train("one", Config));
        using OrtModel model = new(OnnxExporter.Export(trained.Machine));
        using DoubleMachine exact = InDoublePrecision(trained);
        var random = new RandomStream(StreamKey.FromSeed(1));
        List<double> ofNative = [], ofModel = [];
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            float[][] inputs = [.. Enumerable.Range(0, Steps).Select(_ => NativeRuns.Drawn(random, trained.Machine.InputWidth))];
            double[][] wanted = Answers(exact, inputs);
            using NativeSteps native = new(trained.Machine, 1, Steps);
            OrtSteps other = new(model);
            for (int t = 0; t < Steps; t++)
            {
                ofNative.Add(Distance(native.Step(inputs[t]), wanted[t]));
                ofModel.Add(Distance(other.Step(inputs[t]), wanted[t]));
            }
        }

        output.WriteLine($"from double precision, in the median: native {Median(ofNative):E1}, ONNX Runtime {Median(ofModel):E1}");
        Assert.InRange(Median(ofModel), 0, Farther * Median(ofNative));
        Assert.InRange(Median(ofModel), 1e-8, 2 * Differences.Tolerance);
    }

    private static DoubleMachine InDoublePrecision(TrainedMachine trained)
    {
        DoubleMachine exact = new DoubleDnc
        {
            Controller = new() { Units = 64 },
            Memory = new() { Slots = 16, Width = 16 },
            Heads = new() { Read = 4 },
            Clip = 20,
        }.Build(trained.Machine.InputWidth, trained.Machine.OutputWidth, DoubleKey.FromSeed(1));
        var tensors = exact.Parameters.Tensors.ToDictionary(tensor => tensor.Name);
        Assert.Equal(trained.Weights.Select(array => array.Name).Order(), tensors.Keys.Order());
        foreach (NamedArray array in trained.Weights)
            tensors[array.Name].CopyIn([.. array.Data.ToArray().Select(number => (double)number)], exact.Parameters.Block);
        return exact;
    }

    private static double[][] Answers(DoubleMachine machine, float[][] inputs)
    {
        Precise::NeuralMemory.Numerics.SequenceBatch batch = new();
        batch.Reshape([inputs.Length], machine.InputWidth, machine.OutputWidth);
        using var tape = DoubleEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        var steps = machine.Begin(tape, batch);
        return
        [
            .. inputs.Select(input => steps.Step(tape.Constant(
                [.. input.Select(number => (double)number)], new DoubleShape(1, input.Length))).Span.ToArray()),
        ];
    }

    private static double Distance(float[] found, double[] exact) => found.Zip(exact, (one, other) => Math.Abs(one - other)).Max();

    private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
