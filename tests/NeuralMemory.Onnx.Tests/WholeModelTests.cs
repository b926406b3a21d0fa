using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>Machines over whole sequences in ONNX Runtime, beside the native engine.</summary>
public sealed class WholeModelTests
{
    private const int InputWidth = 4, OutputWidth = 3;

    public static TheoryData<string> Names =>
        [.. MachineCatalog.All.Where(machine => !machine.Value.CarriesState).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sequence_is_answered_as_by_the_machine(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        OnnxModel written = OnnxExporter.Export(machine, new() { Length = 9 });
        using OrtModel model = new(written);
        int[] lengths = written.Inputs[0].Dimensions[0].Name is null ? [9] : [9, 1, 2, 6];
        foreach (int length in lengths)
            Check(machine, model, length);
    }

    private static void Check(IMachine machine, OrtModel model, int length)
    {
        var random = new RandomStream(StreamKey.FromSeed(length));
        SequenceBatch batch = new();
        batch.Reshape([length], InputWidth, OutputWidth);
        foreach (ref Real number in batch.Inputs)
            number = (Real)random.NextDouble(-1, 1);
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        float[] expected = machine.Run(tape, batch).Span.ToArray();
        var made = model.Run([new(PortNames.Input, new(batch.Inputs.ToArray(), [length, InputWidth]))]);
        Differences.Check($"logits of {length} steps", expected, made[PortNames.Logits].Buffer.Span);
    }
}
