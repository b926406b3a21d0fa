using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Machines that are stepped by hand: their state is copied out, set on another tape, and changed by name.</summary>
public sealed class StepByStepTests
{
    private const int Length = 6, Half = 3;

    public static TheoryData<string> All => [.. MachineCatalog.All.Keys];

    public static TheoryData<string> WithMemory => MachineCatalog.MemoryNames;

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_at_a_time_gives_the_bits_of_a_whole_pass(string name)
    {
        using var rig = Rig(name);
        Real[] whole = rig.Forward();
        rig.AssertSame(whole, Step(rig, Begin(rig), 0, Length));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_state_goes_on_on_another_tape_as_if_nothing_had_happened(string name)
    {
        using var rig = Rig(name);
        Real[] whole = rig.Forward();
        IMachineSteps steps = Begin(rig);
        Real[] first = Step(rig, steps, 0, Half);
        MachineState state = steps.CopyState();
        using Tape other = EngineUnderTest.NewTape(rig.Machine.Parameters, recording: false);
        other.Reset(rig.Batch.Rows);
        IMachineSteps onOther = rig.Machine.Begin(other, rig.Batch);
        onOther.SetState(state);
        Real[] second = Step(rig, onOther, Half, Length, other);
        rig.AssertSame(whole, [.. first, .. second]);
    }

    [Theory]
    [MemberData(nameof(WithMemory))]
    public void A_memory_that_is_changed_between_steps_changes_what_follows_and_nothing_else_does(string name)
    {
        using var rig = Rig(name);
        Real[] whole = rig.Forward();
        IMachineSteps steps = Begin(rig);
        Step(rig, steps, 0, Half);
        MachineState memory = steps.CopyState().Only("memory");
        steps.SetState(memory);
        Real[] untouched = Step(rig, steps, Half, Length);
        Assert.Equal(whole[^untouched.Length..], untouched);

        steps = Begin(rig);
        Step(rig, steps, 0, Half);
        memory = steps.CopyState().Only("memory");
        foreach (ref Real number in memory["memory"])
            number += 1;
        steps.SetState(memory);
        Assert.NotEqual(untouched, Step(rig, steps, Half, Length));
    }

    [Fact]
    public void A_whole_state_brings_its_time_along_and_a_part_does_not()
    {
        using var rig = new MachineRig(MachineCatalog.Ntm(), [Length], recording: false);
        IMachineSteps steps = Begin(rig);
        Assert.Null(steps.Current);
        Step(rig, steps, 0, Half);
        MachineState state = steps.CopyState();
        Assert.Equal((Half, null), (state.Time, state.Only("memory").Time));
        Step(rig, steps, Half, Length);
        steps.SetState(state.Only("memory"));
        Assert.Equal(Length, steps.Time);
        steps.SetState(state);
        Assert.Equal(Half, steps.Time);
        steps = Begin(rig);
        steps.SetState(state);
        Assert.Equal((Half, null), (steps.Time, steps.Current));
    }

    [Fact]
    public void What_was_not_read_ahead_cannot_be_stepped_to()
    {
        using var rig = new MachineRig(new LstmConfig { Units = 3, Bidirectional = true }, [Length], recording: false);
        IMachineSteps steps = Begin(rig);
        MachineState start = steps.CopyState();
        Real[] whole = Step(rig, steps, 0, Length);
        Assert.Equal($"the machine has read {Length} steps ahead, and there is no further one",
            Assert.Throws<InvalidOperationException>(() => Step(rig, steps, 0, 1)).Message);
        steps.SetState(start);
        Assert.Equal(whole, Step(rig, steps, 0, Length));
    }

    [Fact]
    public void What_the_machine_does_not_have_is_refused()
    {
        using var ntm = new MachineRig(MachineCatalog.Ntm(), [Length], recording: false);
        using var lstm = new MachineRig(new LstmConfig { Units = 3 }, [Length], recording: false);
        MachineState state = Begin(ntm).CopyState();
        string message = Assert.Throws<ArgumentException>(() => Begin(lstm).SetState(state.Only("memory"))).Message;
        Assert.Equal("the machine has no 'memory' in its state; it has controller/hidden0, controller/cell0", message);
        Assert.StartsWith("the state has no 'memry'; it has ", Assert.Throws<ArgumentException>(() => state.Only("memry")).Message,
            StringComparison.Ordinal);
        using var larger = new MachineRig(MachineCatalog.Ntm() with { Memory = new() { Slots = 9, Width = 3 } }, [Length], recording: false);
        Assert.StartsWith("'heads/weights' has the dimensions", Assert.Throws<ArgumentException>(() => Begin(larger).SetState(state)).Message,
            StringComparison.Ordinal);
    }

    private static MachineRig Rig(string name) => new(MachineCatalog.All[name], [Length, 4], recording: false);

    private static IMachineSteps Begin(MachineRig rig)
    {
        rig.Tape.Reset(rig.Batch.Rows);
        return rig.Machine.Begin(rig.Tape, rig.Batch);
    }

    private static Real[] Step(MachineRig rig, IMachineSteps steps, int from, int to, Tape? tape = null)
    {
        var logits = new List<Real>();
        for (int t = from; t < to; t++)
        {
            Variable input = (tape ?? rig.Tape).Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t));
            logits.AddRange(steps.Step(input).Span);
        }

        return [.. logits];
    }
}
