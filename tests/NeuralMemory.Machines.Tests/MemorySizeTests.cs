using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>A trained machine over a memory of another size.</summary>
public sealed class MemorySizeTests
{
    public static TheoryData<string> Machines => MachineCatalog.MemoryNames;

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_same_size_gives_the_same_bits(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, [3, 6]);
        rig.Scale(1.3);
        IMachine copy = rig.Machine.WithSlots(config.MemorySlots!.Value)!;
        Assert.Equal(rig.Forward(), Run(copy, rig.Batch, null));
        copy.Parameters.Dispose();
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Another_size_keeps_everything_but_the_memory(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, [3, 6]);
        rig.Scale(1.3);
        foreach (int slots in (int[])[1, config.MemorySlots!.Value + 3, 1024])
        {
            IMachine resized = rig.Machine.WithSlots(slots)!;
            Assert.Equal(slots, resized.Config.MemorySlots);
            var trace = new RecordedTrace();
            Real[] logits = Run(resized, rig.Batch, trace);
            Assert.All(logits, x => Assert.True(Real.IsFinite(x)));
            Assert.All(trace.Entries.Where(entry => entry.Name is "heads/weights" or "read/weights" or "write/weights" or "memory"),
                entry => Assert.Equal(slots, entry.Shape[2]));
            foreach ((PlainTensor before, PlainTensor after) in rig.Machine.Parameters.Tensors.Zip(resized.Parameters.Tensors))
                if (before.Shape == after.Shape)
                    Assert.Equal(Read(before, rig.Machine), Read(after, resized));
                else
                    Assert.Contains(before.Name, (string[])["initial/weighting", "initial/memory"]);
            resized.Parameters.Dispose();
        }
    }

    [Fact]
    public void New_slots_begin_without_any_weight()
    {
        NtmConfig config = MachineCatalog.Ntm(shift: 0);
        using var rig = new MachineRig(config, [1]);
        // Gates shut: a head stays where it began.
        InterfaceLayout layout = NtmSignals.Layout(config.Heads, config.Memory.Width);
        Real[] bias = [.. layout.Signals.SelectMany(signal =>
            Enumerable.Repeat((Real)(signal.Name == "gates" ? -200 : 0), signal.Heads * signal.Width))];
        rig.Machine.Parameters.Tensors.Single(tensor => tensor.Name == "interface/bias").CopyIn(bias, rig.Machine.Parameters.Block);
        IMachine larger = rig.Machine.WithSlots(50)!;
        var trace = new RecordedTrace();
        Run(larger, rig.Batch, trace);
        Real[] weights = trace.Values("heads/weights", 0);
        for (int i = 0; i < weights.Length; i++)
            Assert.True(i % 50 < config.Memory.Slots ? weights[i] > 0 : weights[i] < 1e-30, $"slot {i % 50} begins with {weights[i]}");
        larger.Parameters.Dispose();
    }

    [Fact]
    public void Random_memory_begins_with_the_same_slots_at_any_size()
    {
        using var rig = new MachineRig(MachineCatalog.Ntm(initial: InitialMemory.Random), [1]);
        IMachine larger = rig.Machine.WithSlots(20)!;
        SilenceWrites(rig.Machine);
        SilenceWrites(larger);
        RecordedTrace small = new(), large = new();
        rig.Forward(small);
        Run(larger, rig.Batch, large);
        for (int w = 0; w < 3; w++)
            for (int n = 0; n < 7; n++)
                Assert.Equal(small.Values("memory", 0)[w * 7 + n], large.Values("memory", 0)[w * 20 + n], 1e-6);
        larger.Parameters.Dispose();
    }

    [Fact]
    public void A_machine_without_memory_has_no_other_size()
    {
        using var rig = new MachineRig(new LstmConfig { Units = 3 }, [1]);
        Assert.Null(rig.Machine.WithSlots(5));
    }

    [Fact]
    public void No_slots_are_refused()
    {
        using var rig = new MachineRig(MachineCatalog.Ntm(), [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Machine.WithSlots(0));
    }

    /// <summary>Nothing is erased and nothing added.</summary>
    private static void SilenceWrites(IMachine machine)
    {
        var config = (NtmConfig)machine.Config;
        PlainTensor weight = machine.Parameters.Tensors.Single(tensor => tensor.Name == "interface/weight");
        PlainTensor bias = machine.Parameters.Tensors.Single(tensor => tensor.Name == "interface/bias");
        weight.CopyIn(new Real[weight.Shape.Count], machine.Parameters.Block);
        Real[] biases = [.. NtmSignals.Layout(config.Heads, config.Memory.Width).Signals
            .SelectMany(signal => Enumerable.Repeat((Real)(signal.Name == "erase" ? -200 : 0), signal.Heads * signal.Width))];
        bias.CopyIn(biases, machine.Parameters.Block);
    }

    private static Real[] Read(PlainTensor tensor, IMachine machine)
    {
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(machine.Parameters.Block, numbers);
        return numbers;
    }

    private static Real[] Run(IMachine machine, SequenceBatch batch, ITraceWriter? trace)
    {
        using Tape tape = EngineUnderTest.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        return machine.Run(tape, batch, trace).Span.ToArray();
    }
}
