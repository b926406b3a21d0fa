using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using NeuralMemory.Torch.Tests;

namespace NeuralMemory.Torch.DoubleTests;

/// <summary>A pass that is padded, copied into place and replayed gives what the pass gives that is computed as it comes.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Machines =>
        [.. MachineCatalog.All.Where(machine => !machine.Value.ReadsAhead).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Ragged_batches_learn_alike(string name)
    {
        using LearningRig rig = new(MachineCatalog.All[name]);
        // The first is computed as it comes, the next two both ways.
        rig.Draw(0, 11, 7, 4, 11, 1);
        rig.Compare(parts: 2);
        Assert.Equal(0, rig.Recorder.Recorded);
        foreach (int[] lengths in (int[][])[[11, 7, 4, 11, 1], [3, 9, 9, 2, 5], [12, 12, 12, 12, 12], [1, 10, 1, 1, 1]])
        {
            rig.Draw(lengths[1], lengths);
            rig.Compare(parts: 2);
        }

        Assert.Null(rig.Graphs.WhyNoGraph);
        Assert.Equal((1, 4), (rig.Recorder.Recorded, rig.Recorder.Replayed));
    }

    [Fact]
    public void Numbers_are_scored_alike()
    {
        using LearningRig rig = new(MachineCatalog.All["lstm with dropout"], groups: [TargetGroup.Squared(0, 2), TargetGroup.Bits(2, 1)]);
        for (int pass = 0; pass < 5; pass++)
        {
            rig.Draw(pass, 6, 2, 8);
            rig.Compare();
        }

        Assert.Equal(4, rig.Recorder.Replayed);
    }

    [Fact]
    public void Symbols_are_scored_alike()
    {
        using LearningRig rig = new(MachineCatalog.All["lstm with dropout"], groups: [TargetGroup.Bits(0, 1), new(1, 2, 2)]);
        for (int pass = 0; pass < 5; pass++)
        {
            rig.Draw(pass, 6, 2, 8);
            rig.Compare();
        }

        Assert.Equal(4, rig.Recorder.Replayed);
    }

    [Theory]
    [InlineData("lstm with dropout")]
    [InlineData("ntm Lstm, 3 heads, ReadFirst")]
    [InlineData("dnc of whole vectors")]
    public void Symbols_by_their_numbers_are_seen_and_scored_alike(string name)
    {
        using LearningRig rig = LearningRig.OfSymbols(MachineCatalog.All[name]);
        for (int pass = 0; pass < 12; pass++)
        {
            // Few answers or many: as many graphs as there are numbers of them, once padded.
            rig.Draw(pass, pass % 2 == 0 ? [6, 2, 8] : [8, 8, 7]);
            rig.Compare();
        }

        Assert.Null(rig.Graphs.WhyNoGraph);
        Assert.InRange(rig.Recorder.Recorded, 1, 3);
        Assert.InRange(rig.Recorder.Replayed, 8, 11);
    }

    /// <summary>With parameters that move, and graphs that make room for others.</summary>
    [Fact]
    public void A_thousand_passes_of_changing_lengths_learn_alike()
    {
        using LearningRig rig = new(new LstmConfig { Units = 3, Layers = 2, Dropout = 0.3 }, mostGraphs: 2);
        for (int pass = 0; pass < 1000; pass++)
        {
            int longest = 1 + pass % 8 + (pass / 100 % 3 == 0 ? 0 : 8);
            rig.Draw(pass, longest, 1 + (pass * 7 % longest), 1 + (pass * 3 % longest));
            rig.Compare();
        }

        Assert.Null(rig.Graphs.WhyNoGraph);
        Assert.True(rig.Recorder.Replayed > 900);
        Assert.InRange(rig.Recorder.Recorded, 4, 40);
        Assert.InRange(rig.Recorder.Alive, 1, 2);
    }

    [Fact]
    public void A_hundred_passes_of_a_turing_machine_learn_alike()
    {
        using LearningRig rig = new(MachineCatalog.Ntm());
        for (int pass = 0; pass < 100; pass++)
        {
            rig.Draw(pass, 1 + pass % 10, 1 + pass % 3);
            rig.Compare();
        }

        Assert.Equal(2, rig.Recorder.Recorded);
    }
}
