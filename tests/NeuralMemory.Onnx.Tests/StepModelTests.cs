using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>Recurrent machines as steps in ONNX Runtime, beside the native engine.</summary>
public sealed class StepModelTests
{
    private const int InputWidth = NativeRuns.InputWidth, OutputWidth = NativeRuns.OutputWidth, Steps = 12;

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
        using NativeSteps native = new(machine, sequences, Steps);
        OrtSteps other = new(model);
        MachineState before = native.State;
        SlotOrder? order = null;
        for (int t = 0; t < Steps; t++)
        {
            float[] input = NativeRuns.Drawn(random, sequences * InputWidth);
            Differences.Check($"logits of step {t}", native.Step(input), other.Step(input, sequences));
            MachineState after = native.State;
            Assert.Equal(after.Names.Order(), other.State.Keys.Order());
            order = SlotOrder.Of(machine, after, other.State, before, order);
            foreach (string quantity in after.Names)
            {
                if (EntryOrder.Has(quantity))
                    EntryOrder.Check($"step {t}", machine, after, name => order.Of(name, other.State[name]));
                else
                    Differences.Check($"{quantity} of step {t}", after[quantity], order.Of(quantity, other.State[quantity]));
            }

            before = after;
        }
    }
}
