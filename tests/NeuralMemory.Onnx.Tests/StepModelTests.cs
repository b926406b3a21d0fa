using Microsoft.ML.OnnxRuntime.Tensors;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>Recurrent machines as steps in ONNX Runtime, beside the native engine.</summary>
public sealed class StepModelTests
{
    private const int InputWidth = 4, OutputWidth = 3, Steps = 12;

    public static TheoryData<string> Names =>
        [.. MachineCatalog.All.Where(machine => machine.Value.CarriesState).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_computes_what_the_machine_does_and_its_state_can_be_fed_back(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        using OrtModel model = new(OnnxExporter.Export(machine));
        Follow(machine, model, sequences: 1);
        Follow(machine, model, sequences: 3);
    }

    /// <summary>Runs both, from the start that the model has itself.</summary>
    private static void Follow(IMachine machine, OrtModel model, int sequences)
    {
        var random = new RandomStream(StreamKey.FromSeed(5));
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        int[] lengths = new int[sequences];
        Array.Fill(lengths, Steps);
        SequenceBatch batch = new();
        batch.Reshape(lengths, InputWidth, OutputWidth);
        tape.Reset(batch.Rows);
        IMachineSteps steps = machine.Begin(tape, batch);
        Dictionary<string, DenseTensor<float>> state = [];
        MachineState before = steps.CopyState();
        SlotOrder? order = null;
        for (int t = 0; t < Steps; t++)
        {
            float[] input = [.. Enumerable.Range(0, sequences * InputWidth).Select(_ => (float)random.NextDouble(-1, 1))];
            float[] expected = steps.Step(tape.Constant(input, new Shape(sequences, InputWidth))).Span.ToArray();
            MachineState after = steps.CopyState();
            state[PortNames.Input] = new(input, [sequences, InputWidth]);
            Dictionary<string, DenseTensor<float>> made = model.Run(state);
            Differences.Check($"logits of step {t}", expected, made[PortNames.Logits].Buffer.Span);
            state = made.Where(output => output.Key.EndsWith(PortNames.Next, StringComparison.Ordinal))
                .ToDictionary(output => output.Key[..^PortNames.Next.Length], output => output.Value);
            Assert.Equal(after.Names.Order(), state.Keys.Order());
            order = SlotOrder.Of(machine, after, state, before, order);
            foreach (string quantity in after.Names)
                Differences.Check($"{quantity} of step {t}", after[quantity], order.Of(quantity, state[quantity]));
            before = after;
        }
    }
}
