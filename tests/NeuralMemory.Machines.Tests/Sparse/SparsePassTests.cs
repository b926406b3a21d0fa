namespace NeuralMemory.Machines.Tests;

/// <summary>
/// What a training pass through a sparse memory takes and leaves: the memory is changed in place, and only what was touched is kept.
/// </summary>
public sealed class SparsePassTests
{
    private const int Large = 1 << 20, Part = 50;

    /// <summary>Copies of the memory would grow with what stands in it.</summary>
    [Fact]
    public void What_a_step_keeps_for_the_way_back_does_not_grow_with_what_was_written()
    {
        using var rig = new MachineRig(MachineCatalog.Sam(heads: 2, slots: Large, width: 8), [5 * Part]);
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        Advance(steps, 0);
        long[] used = new long[5];
        for (int part = 1; part < 5; part++)
        {
            Advance(steps, part);
            used[part] = rig.Tape.Used;
        }

        long each = used[2] - used[1];
        Assert.Equal([each, each], new[] { used[3] - used[2], used[4] - used[3] });
        Assert.True(each < Part * 10_000, $"{each / Part} numbers a step");

        void Advance(IMachineSteps from, int part)
        {
            for (int t = part * Part; t < (part + 1) * Part; t++)
                from.Step(rig.Tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), 1));
        }
    }

    /// <summary>All that a pass held of the memory follows the slots that it touched, however many of a million that are.</summary>
    [Fact]
    public void Twice_the_steps_take_twice_the_room()
    {
        long first = HeldBy(400), second = HeldBy(800);
        Assert.InRange(second, first, 2.5 * first);

        static long HeldBy(int steps)
        {
            using var rig = new MachineRig(MachineCatalog.Sam(slots: Large, width: 8), [steps]);
            rig.Gradient();
            return rig.Tape.Capacity;
        }
    }

    /// <summary>With an index and without: what one pass touched is as if it had never been when the next one begins.</summary>
    [Theory]
    [InlineData(64, false)]
    [InlineData(1 << 14, false)]
    [InlineData(1 << 14, true)]
    public void A_pass_leaves_nothing_behind(int exhaustive, bool hasLinks)
    {
        MachineConfig config = hasLinks
            ? MachineCatalog.Sdnc(heads: 2, slots: Large) with { Memory = Memory(width: 3) }
            : MachineCatalog.Sam(heads: 2, slots: Large) with { Memory = Memory(width: 8) };
        using MachineRig used = new(config, [150, 120]), fresh = new(config, [40, 31, 7]);
        Real[] long1 = used.Gradient();
        used.Reshape([40, 31, 7]);
        Assert.Equal(fresh.Forward(), used.Forward());
        Assert.Equal(fresh.Gradient(), used.Gradient());
        used.Reshape([150, 120]);
        Assert.Equal(long1, used.Gradient());

        SparseMemoryConfig Memory(int width) => new() { Slots = Large, Width = width, Top = 2, Exhaustive = exhaustive };
    }
}
