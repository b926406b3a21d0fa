using NeuralMemory.Autodiff;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>No tensor outlives what it is needed for: libtorch's memory is not the garbage collector's to clean up.</summary>
public sealed class LiveTensorTests
{
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    public static TheoryData<string> Machines =>
        ["ntm Lstm, 3 heads, ReadFirst", "dnc, masked True, deallocate True, sharpen True", "dnc of 3 links a slot", "dnc, bidirectional"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Passes_leave_nothing_behind(string name)
    {
        using MachineRig rig = Rig(name, [5, 3]);
        for (int pass = 0; pass < 3; pass++)
            Pass(rig);
        long before = Live;
        for (int pass = 0; pass < 100; pass++)
            Pass(rig);
        Assert.Equal(before, Live);
    }

    /// <summary>Steps of evaluation leave their rows of the answers, which are joined in the end.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Evaluation_holds_two_steps_whatever_the_length(string name)
    {
        using MachineRig rig = Rig(name, [20], recording: false);
        rig.Forward();
        long before = Live, numbers = rig.Tape.Used;
        rig.Reshape([200]);
        rig.Forward();
        // The list of a machine that reads ahead has a part and a view for each step.
        int kept = rig.Machine.Config.ReadsAhead ? 3 : 1;
        Assert.InRange(Live, before, before + 180 * kept);
        Assert.InRange(rig.Tape.Used, numbers, numbers + 180 * (MachineRig.InputWidth + MachineRig.OutputWidth + 10));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_tape_gives_everything_back(string name)
    {
        // What the primitives share is made once.
        using (MachineRig first = Rig(name, [3]))
            Pass(first);
        long before = Live;
        using (MachineRig rig = Rig(name, [5, 3]))
            Pass(rig);
        using (MachineRig rig = Rig(name, [5, 3], recording: false))
            rig.Forward();
        Assert.Equal(before, Live);
    }

    /// <summary>Each tape has its own tensors, whatever order two of them work in.</summary>
    [Fact]
    public void Two_tapes_may_take_turns_on_a_thread()
    {
        using MachineRig one = Rig("ntm Lstm, 1 heads, ReadFirst", [4, 2]), other = Rig("ntm Lstm, 1 heads, ReadFirst", [4, 2]);
        Real[] expected = one.Gradient();
        Variable first = Run(one), second = Run(other);
        other.Tape.Seed(second, other.Batch.Targets);
        other.Tape.BackwardFromSeeds();
        other.Tape.Reset(1);
        one.Tape.Seed(first, one.Batch.Targets);
        one.Tape.BackwardFromSeeds();
        Assert.Equal(expected, one.Tape.Gradients.ToArray());
    }

    [Fact]
    public void Tapes_may_work_on_several_threads_at_once()
    {
        using MachineRig alone = Rig("dnc Lstm", [6, 3]);
        Real[] expected = alone.Gradient();
        Parallel.For(0, 4, _ =>
        {
            using MachineRig rig = Rig("dnc Lstm", [6, 3]);
            for (int pass = 0; pass < 5; pass++)
                Assert.Equal(expected, rig.Gradient());
        });
    }

    private static MachineRig Rig(string name, int[] lengths, bool recording = true) =>
        new(MachineCatalog.All[name], lengths, recording: recording) { Noise = recording ? StreamKey.FromSeed(9) : null };

    private static Variable Run(MachineRig rig)
    {
        rig.Tape.Reset(rig.Batch.Rows, rig.Noise);
        return rig.Machine.Run(rig.Tape, rig.Batch);
    }

    private static void Pass(MachineRig rig)
    {
        Variable logits = Run(rig);
        rig.Tape.Backward(rig.Tape.SigmoidCrossEntropy(logits, rig.Batch.Targets, rig.Batch.Mask));
        Assert.Null(rig.Tape.FindNonFinite());
    }
}
