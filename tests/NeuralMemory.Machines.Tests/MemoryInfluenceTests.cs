using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine without a state of its own remembers, it remembers in its memory.</summary>
public sealed class MemoryInfluenceTests
{
    private const int Length = 7;

    private static ControllerConfig FeedForward => new() { Kind = ControllerKind.FeedForward, Units = 5 };

    /// <summary>A reader from the end knows of an input without a memory; bounds may hide a change.</summary>
    public static TheoryData<string> Dncs =>
        [.. MachineCatalog.Dncs.Where(machine => machine.Value is { Bidirectional: false, Clip: 0 }).Select(machine => machine.Key)];

    public static TheoryData<int, StepOrder> Heads => new()
    {
        { 1, StepOrder.ReadFirst }, { 3, StepOrder.ReadFirst }, { 1, StepOrder.WriteFirst }, { 3, StepOrder.WriteFirst },
    };

    /// <summary>The add vectors of a step act on nothing but the memory, so a gradient that reaches them came back through it.</summary>
    [Theory]
    [MemberData(nameof(Heads))]
    public void The_last_output_has_a_gradient_at_every_earlier_write(int heads, StepOrder order)
    {
        using MachineRig rig = Tracking(Machine(heads, order), Length);
        rig.Batch.Targets[..^MachineRig.OutputWidth].Clear();
        var trace = new RecordedTrace();
        rig.Gradient(trace);
        int lastWriteRead = order == StepOrder.ReadFirst ? Length - 2 : Length - 1;
        for (int step = 0; step < Length; step++)
            foreach (string signal in (string[])["heads/add", "heads/erase"])
                Assert.True(IsNonzero(trace.Variable(signal, step)) == (step <= lastWriteRead), $"{signal} at step {step}");
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void An_input_changes_every_later_output_through_what_is_read(int heads, StepOrder order)
    {
        using var rig = new MachineRig(Machine(heads, order), [Length]);
        RecordedTrace before = new(), after = new();
        rig.Forward(before);
        rig.Batch.InputRow(1)[0] = 1 - rig.Batch.InputRow(1)[0];
        rig.Forward(after);
        for (int step = 2; step < Length; step++)
        {
            Assert.NotEqual(before.Values("memory", step), after.Values("memory", step));
            Assert.NotEqual(before.Values("reads", step), after.Values("reads", step));
        }
    }

    /// <summary>A DNC reads what the same step wrote, so the last step's counts too.</summary>
    [Theory]
    [MemberData(nameof(Dncs))]
    public void The_last_output_of_a_dnc_has_a_gradient_at_every_write(string name)
    {
        using MachineRig rig = Tracking(MachineCatalog.Dncs[name] with { Controller = FeedForward }, Length);
        rig.Batch.Targets[..^MachineRig.OutputWidth].Clear();
        var trace = new RecordedTrace();
        rig.Gradient(trace);
        for (int step = 0; step < Length; step++)
            Assert.True(IsNonzero(trace.Variable("write/vectors", step)), $"write vectors at step {step}");
    }

    [Theory]
    [MemberData(nameof(Dncs))]
    public void An_input_changes_every_later_output_through_what_a_dnc_reads(string name)
    {
        using var rig = new MachineRig(MachineCatalog.Dncs[name] with { Controller = FeedForward }, [Length]);
        RecordedTrace before = new(), after = new();
        Real[] answers = rig.Forward(before);
        rig.Batch.InputRow(1)[0] = 1 - rig.Batch.InputRow(1)[0];
        Real[] changed = rig.Forward(after);
        for (int step = 2; step < Length; step++)
        {
            Assert.NotEqual(before.Values("memory", step), after.Values("memory", step));
            Assert.NotEqual(before.Values("reads", step), after.Values("reads", step));
            Range row = (step * MachineRig.OutputWidth)..((step + 1) * MachineRig.OutputWidth);
            Assert.NotEqual(answers[row], changed[row]);
        }
    }

    [Fact]
    public void Reading_after_writing_sees_the_write_of_the_same_step()
    {
        foreach (StepOrder order in Enum.GetValues<StepOrder>())
        {
            using MachineRig rig = Tracking(Machine(1, order), 1);
            var trace = new RecordedTrace();
            rig.Gradient(trace);
            Assert.Equal(order == StepOrder.WriteFirst, IsNonzero(trace.Variable("heads/add", 0)));
        }
    }

    /// <summary>A machine whose traced variables are given a gradient, on every engine.</summary>
    private static MachineRig Tracking(MachineConfig config, int length)
    {
        var rig = new MachineRig(config, [length]);
        rig.Tape.TracksInputs = true;
        return rig;
    }

    private static NtmConfig Machine(int heads, StepOrder order) =>
        MachineCatalog.Ntm(ControllerKind.FeedForward, read: heads, write: heads, order: order);

    private static bool IsNonzero(Variable variable) => variable.GradientSpan.IndexOfAnyExcept((Real)0) >= 0;
}
