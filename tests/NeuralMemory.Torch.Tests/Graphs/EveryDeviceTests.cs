using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch.Tests;

/// <summary>
/// Replays on the devices that are here: on cards of NVIDIA as CUDA graphs, on the processor by a recorder that stands in for them.
/// </summary>
public sealed class EveryDeviceTests
{
    private static readonly string[] Names =
    [
        "lstm with dropout", "gru, normalised", "ntm Lstm, 3 heads, ReadFirst", "ntm of random memory", "dnc Lstm", "dnc of 3 links a slot",
        "dnc, masked True, deallocate True, sharpen True", "dnc as adnc",
    ];

    public static TheoryData<string> Devices => [.. Here.Select(device => device.Name)];

    public static TheoryData<string, string> MachinesOnDevices
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (TorchDevice device in Here)
                foreach (string name in Names)
                    data.Add(device.Name, name);
            return data;
        }
    }

    private static IEnumerable<TorchDevice> Here => TorchDevices.List().Where(device => device.Kind != TorchDeviceKind.Mps);

    [Theory]
    [MemberData(nameof(MachinesOnDevices))]
    public void Ragged_batches_learn_alike(string device, string name)
    {
        using LearningRig rig = new(MachineCatalog.All[name], TorchDevices.Parse(device));
        // With padding first, and then without.
        for (int pass = 0; pass < 11; pass++)
        {
            rig.Draw(pass, 11, 7, 4, 11, 1 + pass % 8);
            rig.Compare();
        }

        AssertIsTrusted(rig, graphs: 2);
    }

    /// <summary>Graphs share memory, take turns, and are captured while others are there.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void Passes_of_changing_lengths_learn_alike(string device)
    {
        TorchDevice parsed = TorchDevices.Parse(device);
        using LearningRig rig = new(MachineCatalog.Ntm(), parsed);
        int passes = parsed.Kind == TorchDeviceKind.Cuda ? 1000 : 50;
        for (int pass = 0; pass < passes; pass++)
        {
            rig.Draw(pass, 1 + pass % 20, 1 + pass % 3);
            rig.Compare();
        }

        AssertIsTrusted(rig, graphs: 4);
    }

    /// <summary>A pass that cannot be captured leaves a card able to capture others.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void What_is_refused_in_a_capture_harms_no_other(string device)
    {
        using LearningRig rig = new(new LstmConfig { Units = 5 }, TorchDevices.Parse(device));
        Autodiff.TrainingPass plain = rig.Pass;
        int count = 0;
        rig.Pass = new((tape, batch) =>
        {
            Autodiff.Variable logits = rig.Machine.Run(tape, batch);
            tape.Constant([count++], new(1));
            return logits;
        }, [TargetGroup.Bits(0, MachineRig.OutputWidth)]);
        for (int pass = 0; pass < 4; pass++)
        {
            rig.Draw(pass, 3, 2);
            rig.Compare();
        }

        Assert.Equal("the pass brings numbers of the host to the device that no graph could know", rig.Graphs.WhyNoGraph);
        rig.Pass = plain;
        for (int pass = 0; pass < 4; pass++)
        {
            rig.Draw(pass, 3, 2);
            rig.Compare();
        }

        Assert.True(Assert.Single(rig.Graphs.Graphs).IsTrusted);
    }

    private static void AssertIsTrusted(LearningRig rig, int graphs)
    {
        Assert.Null(rig.Graphs.WhyNoGraph);
        Assert.Equal(graphs, rig.Graphs.Graphs.Count);
        Assert.All(rig.Graphs.Graphs, graph => Assert.True(graph.IsTrusted));
    }
}
