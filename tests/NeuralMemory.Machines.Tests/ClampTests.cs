using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Machines in which some of what a step computes is set from outside.</summary>
public sealed class ClampTests
{
    private const int Steps = 6;

    public static TheoryData<string> Machines => ["ntm", "dnc"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void To_clamp_nothing_or_what_the_machine_computes_anyway_changes_no_bit(string name)
    {
        using var rig = new MachineRig(ConfigOf(name), [Steps, 4], recording: false);
        RecordedTrace plain = new();
        Real[] logits = rig.Forward(plain);
        List<StepClamp> own = [];
        foreach (TraceQuantity signal in rig.Machine.Config.Signals)
        {
            int[] shape = plain.Entries.First(entry => entry.Name == signal.Name).Shape;
            // What its last head is told in the last step, when the second sequence has ended.
            own.AddRange(Enumerable.Range(0, signal.Axes.Count < 2 ? 1 : shape[2]).Select(place => new StepClamp(
                signal.Name, Values(plain, signal.Name, Steps - 1)[(shape[1] - 1) * shape[2] + place])
            {
                Head = shape[1] - 1,
                Place = signal.Axes.Count < 2 ? null : place,
                First = Steps - 1,
            }));
        }

        foreach (IReadOnlyList<StepClamp> clamps in (IReadOnlyList<StepClamp>[])[[], own])
            Assert.Equal(logits, Run(rig, clamps, new RecordedTrace()));
    }

    [Theory]
    [InlineData("ntm", "heads/gates", 0)]
    [InlineData("ntm", "heads/strengths", 3)]
    [InlineData("ntm", "heads/erase", 1)]
    [InlineData("dnc", "write/gates", 0)]
    [InlineData("dnc", "write/allocation-gates", 1)]
    [InlineData("dnc", "read/free-gates", 0.5f)]
    public void A_clamped_signal_has_its_value_in_the_steps_that_it_is_clamped_in(string name, string quantity, float value)
    {
        using var rig = new MachineRig(ConfigOf(name), [Steps, 5], recording: false);
        RecordedTrace plain = new(), clamped = new();
        rig.Forward(plain);
        Real[] logits = Run(rig, [new(quantity, value) { First = 2, Last = 3 }], clamped);
        for (int step = 0; step < 2; step++)
            Assert.Equal(Values(plain, quantity, step), Values(clamped, quantity, step));
        for (int step = 2; step <= 3; step++)
            Assert.All(Values(clamped, quantity, step), number => Assert.Equal((Real)value, number));
        Assert.DoesNotContain((Real)value, Values(clamped, quantity, 4));
        Assert.NotEqual(rig.Forward(), logits);
        // Of several heads, one alone.
        RecordedTrace one = new();
        Run(rig, [new(quantity, value) { Head = 0, First = 2 }], one);
        int heads = plain.Entries.First(entry => entry.Name == quantity).Shape[1], width = Values(one, quantity, 2).Length / 2 / heads;
        for (int row = 0; row < 2 * heads; row++)
            Assert.Equal(row % heads == 0, Values(one, quantity, 2).AsSpan(row * width, width).IndexOfAnyExcept((Real)value) < 0);
    }

    [Theory]
    [InlineData("ntm", "heads/weights")]
    [InlineData("dnc", "read/weights")]
    [InlineData("dnc", "write/weights")]
    public void A_head_that_is_moved_looks_at_one_slot_alone(string name, string quantity)
    {
        using var rig = new MachineRig(ConfigOf(name), [Steps], recording: false);
        RecordedTrace plain = new(), moved = new();
        rig.Forward(plain);
        Run(rig, [new(quantity, 1) { Head = 1, Place = 3, First = 2, Last = 2 }], moved);
        int slots = plain.Entries.First(entry => entry.Name == quantity).Shape[2];
        Assert.Equal(Values(plain, quantity, 1), Values(moved, quantity, 1));
        Assert.Equal(Enumerable.Range(0, slots).Select(slot => (Real)(slot == 3 ? 1 : 0)), Values(moved, quantity, 2)[slots..(2 * slots)]);
        Assert.Equal(Values(plain, quantity, 2)[..slots], Values(moved, quantity, 2)[..slots]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.25f)]
    [InlineData(1f)]
    public void The_other_shares_share_what_a_clamped_one_leaves(float share)
    {
        using var rig = new MachineRig(ConfigOf("dnc"), [Steps], recording: false);
        RecordedTrace plain = new(), clamped = new();
        rig.Forward(plain);
        Run(rig, [new("read/modes", share) { Place = 1 }], clamped);
        Real[] before = Values(plain, "read/modes", 0), after = Values(clamped, "read/modes", 0);
        int modes = plain.Entries.First(entry => entry.Name == "read/modes").Shape[2];
        for (int row = 0; row < after.Length; row += modes)
        {
            Assert.Equal((Real)share, after[row + 1]);
            Assert.Equal(1, after[row..(row + modes)].Sum(number => (double)number), 1e-6);
            Assert.Equal((double)(before[row] * after[row + 2]), (double)(before[row + 2] * after[row]), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_over_another_memory_is_clamped_as_before(string name)
    {
        string gates = name == "ntm" ? "heads/gates" : "write/gates";
        using var rig = new MachineRig(ConfigOf(name), [Steps], recording: false);
        using IMachine clamped = rig.Machine.WithClamps([new(gates, 0)])!;
        using IMachine resized = clamped.WithSlots(21)!;
        using Tape tape = EngineUnderTest.Engine.NewTape(resized.Parameters, recording: false);
        tape.Reset(rig.Batch.Rows);
        RecordedTrace trace = new();
        resized.Run(tape, rig.Batch, trace);
        Assert.Equal(21, trace.Entries.First(entry => entry.Name == "memory").Shape[^1]);
        Assert.All(Values(trace, gates, 4), number => Assert.Equal(0, number));
    }

    [Fact]
    public void What_frees_a_clamped_machine_leaves_the_parameters_to_the_other()
    {
        using var rig = new MachineRig(ConfigOf("ntm"), [Steps], recording: false);
        Real[] logits = rig.Forward();
        IMachine clamped = rig.Machine.WithClamps([new("heads/gates", 0)])!;
        Assert.Same(rig.Machine.Parameters, clamped.Parameters);
        clamped.Dispose();
        Assert.Equal(logits, rig.Forward());
    }

    [Fact]
    public void A_machine_without_heads_has_nothing_to_clamp()
    {
        using var rig = new MachineRig(MachineCatalog.All["lstm"], [Steps]);
        Assert.Null(rig.Machine.WithClamps([]));
        Assert.Empty(rig.Machine.Config.Signals);
        Assert.Empty(rig.Machine.Config.Weightings);
    }

    [Fact]
    public void What_cannot_be_clamped_is_refused()
    {
        using var rig = new MachineRig(ConfigOf("ntm"), [Steps]);
        Assert.Contains("'write/gates'", Refused(new("write/gates", 0)), StringComparison.Ordinal);
        Assert.Contains("shares", Refused(new("heads/shifts", 0)), StringComparison.Ordinal);
        Assert.Contains("one number for each head", Refused(new("heads/gates", 0) { Place = 0 }), StringComparison.Ordinal);

        string Refused(StepClamp clamp) => Assert.Throws<ArgumentException>(() => rig.Machine.WithClamps([clamp])).Message;
    }

    private static MachineConfig ConfigOf(string name) => name == "ntm"
        ? new NtmConfig
        {
            Controller = new() { Units = 7 },
            Memory = new() { Slots = 9, Width = 5 },
            Heads = new() { Read = 2, Write = 2 },
        }
        : new DncConfig
        {
            Controller = new() { Units = 7 },
            Memory = new() { Slots = 9, Width = 5 },
            Heads = new() { Read = 2, Write = 2 },
            Links = new() { Sharpen = true },
            Lookup = new() { Masked = true },
        };

    private static Real[] Run(MachineRig rig, IReadOnlyList<StepClamp> clamps, RecordedTrace trace)
    {
        using IMachine clamped = rig.Machine.WithClamps(clamps)!;
        rig.Tape.Reset(rig.Batch.Rows);
        return clamped.Run(rig.Tape, rig.Batch, trace).Span.ToArray();
    }

    private static Real[] Values(RecordedTrace trace, string name, int step) => trace.Values(name, step);
}
