namespace NeuralMemory.Machines.Tests;

/// <summary>Where numbers cease to be finite is named to the time-step, the head and the slot.</summary>
public sealed class NonFiniteTests
{
    [Fact]
    public void The_first_primitive_is_named_with_time_step_head_and_slot()
    {
        using MachineRig rig = new(new NtmConfig { Memory = new MemoryConfig { Slots = 4, Width = 3 } }, [5, 3]);
        // An input that is not finite from its third step on, in the second sequence.
        rig.Batch.InputRow(rig.Batch.Row(1, 2))[0] = Real.NaN;
        rig.Forward();
        Assert.Equal("Linear 'controller/layer0' at time-step 2, sequence 1, unit 0: NaN", rig.Tape.FindNonFinite());
    }

    [Fact]
    public unsafe void A_head_is_named()
    {
        using MachineRig rig = new(new NtmConfig { Memory = new MemoryConfig { Slots = 4, Width = 3, Value = 1 } }, [2]);
        // Keys of the writer, which comes second, so large that their squared length is infinite.
        var key = rig.Machine.Parameters.Items.Single(item => item.Name == "interface");
        for (int w = 3; w < 6; w++)
            key.Span[key.Layout!.Value.IndexOf(key.Layout.Value.Inputs - 1, w)] = Real.MaxValue;
        rig.Forward();
        string? place = rig.Tape.FindNonFinite();
        Assert.StartsWith("ContentAddressing at time-step 0, sequence 0, head 1, slot 0: ", place, StringComparison.Ordinal);
    }
}
