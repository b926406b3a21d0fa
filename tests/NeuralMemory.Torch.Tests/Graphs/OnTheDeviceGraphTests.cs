using NeuralMemory.Autodiff;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>
/// From the first input to the last gradient a recorded pass asks for no number: torch's <c>meta</c> device has none to give, and a card
/// would have to wait, which ends a capture.
/// </summary>
public sealed class OnTheDeviceGraphTests
{
    public static TheoryData<string> Machines => [.. MachineCatalog.All
        .Where(machine => !machine.Value.ReadsAhead && !machine.Key.Contains("dnc") && !OnTheDeviceTests.Unknown.Any(machine.Key.Contains)).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_recorded_pass_asks_for_no_number(string name)
    {
        using LearningRig rig = new(MachineCatalog.All[name], device: DeviceType.META);
        rig.Draw(1, 5, 3);
        Assert.Contains("Cannot copy out of meta tensor", Fails(rig), StringComparison.Ordinal);
        Assert.Equal(0, rig.Recorder.Recorded);
        // The second pass is recorded, and has run four times by then; only its results are asked for.
        Assert.Contains("Cannot copy out of meta tensor", Fails(rig), StringComparison.Ordinal);
        Assert.Null(rig.Graphs.WhyNoGraph);
        Assert.Equal((1, 1), (rig.Recorder.Recorded, rig.Recorder.Replayed));
    }

    [Fact]
    public void One_that_does_is_noticed()
    {
        using LearningRig rig = new(MachineCatalog.All["lstm"], device: DeviceType.META);
        rig.Pass = new((tape, batch) =>
        {
            Variable logits = rig.Machine.Run(tape, batch);
            _ = logits.Span;
            return logits;
        }, [TargetGroup.Bits(0, MachineRig.OutputWidth)]);
        rig.Draw(1, 5, 3);
        Fails(rig);
        Fails(rig);
        Assert.Contains("Cannot copy out of meta tensor", rig.Graphs.WhyNoGraph, StringComparison.Ordinal);
        Assert.Equal(0, rig.Recorder.Recorded);
    }

    private static string Fails(LearningRig rig) => Assert.ThrowsAny<TorchException>(() => rig.Learn(rig.Graphs)).Message;
}
