using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine promises whose memory is sparse, and so may be very large.</summary>
public sealed class SparseMachineTests
{
    private const int Large = 1 << 20;

    /// <summary>Slots that nothing comes to make no difference.</summary>
    [Fact]
    public void A_memory_of_a_million_slots_answers_and_learns_like_one_that_is_never_full()
    {
        int[] lengths = [20, 13, 30];
        using MachineRig small = new(MachineCatalog.Sam(heads: 2, slots: 500, width: 8), lengths),
            large = new(MachineCatalog.Sam(heads: 2, slots: Large, width: 8), lengths);
        Assert.Equal(small.Forward(), large.Forward());
        Assert.Equal(small.Gradient(), large.Gradient());
    }

    [Fact]
    public void What_a_pass_takes_depends_on_the_slots_that_it_touches_and_not_on_how_many_there_are()
    {
        using MachineRig small = new(MachineCatalog.Sam(slots: 1000, width: 8), [40, 40]),
            large = new(MachineCatalog.Sam(slots: Large, width: 8), [40, 40]);
        small.Gradient();
        large.Gradient();
        Assert.Equal(small.Tape.Capacity, large.Tape.Capacity);
        Assert.Equal(small.Tape.Used, large.Tape.Used);
    }

    /// <summary>Once with an index, which has few rows here, and once without.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(1 << 14)]
    public void A_large_memory_goes_step_by_step_and_part_by_part_to_the_same_bits(int exhaustive)
    {
        SamConfig config = MachineCatalog.Sam(slots: Large, width: 8) with { Heads = 2 };
        config = config with { Memory = config.Memory with { Exhaustive = exhaustive } };
        using var rig = new MachineRig(config, [120, 90], recording: false);
        Real[] whole = rig.Forward();

        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        Real[] first = Step(rig, steps, rig.Tape, 0, 77);
        MachineState state = steps.CopyState();
        using Tape other = EngineUnderTest.NewTape(rig.Machine.Parameters, recording: false);
        other.Reset(rig.Batch.Rows);
        IMachineSteps onOther = rig.Machine.Begin(other, rig.Batch);
        onOther.SetState(state);
        Assert.Equal(whole, first.Concat(Step(rig, onOther, other, 77, 120)));

        // Back to where it was, on the tape that has gone on.
        Real[] next = Step(rig, steps, rig.Tape, 77, 80);
        steps.SetState(state);
        Assert.Equal(next, Step(rig, steps, rig.Tape, 77, 80));
    }

    [Fact]
    public void An_index_learns_as_all_comparisons_do_where_it_finds_the_same()
    {
        SamConfig config = MachineCatalog.Sam(slots: Large, width: 8);
        using MachineRig exact = new(config, [150]), indexed = new(
            config with { Memory = config.Memory with { Exhaustive = 64 } }, [150]);
        Close.Within(Close.IsDouble ? 1e-12 : 1e-4, Array.ConvertAll(exact.Forward(), x => (double)x), indexed.Forward(), "logits");
        Close.Within(Close.IsDouble ? 1e-10 : 1e-3, Array.ConvertAll(exact.Gradient(), x => (double)x), indexed.Gradient(), "gradient");
    }

    [Fact]
    public void A_warm_pass_allocates_nothing()
    {
        using var rig = new MachineRig(MachineCatalog.Sam(heads: 2, slots: Large, width: 8), [30, 20]);
        Allocations.AssertNone(Pass, warmings: 4);

        void Pass()
        {
            rig.Tape.Reset(rig.Batch.Rows);
            Variable logits = rig.Machine.Run(rig.Tape, rig.Batch);
            rig.Tape.Seed(logits, rig.Batch.Targets);
            rig.Tape.BackwardFromSeeds();
        }
    }

    /// <summary>A memory that was changed since is not read as if it had not been.</summary>
    [Fact]
    public void A_memory_of_a_step_that_is_over_is_refused()
    {
        using var rig = new MachineRig(MachineCatalog.Sam(), [5], recording: false);
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        Step(rig, steps, rig.Tape, 0, 1);
        SparseMemory before = ((SamStep)steps.Current!).State.Memory;
        Step(rig, steps, rig.Tape, 1, 2);
        Assert.Contains("changed since", Assert.Throws<ArgumentException>(() => rig.Tape.SparseContent(before, 1)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Where every slot is read, reading is content addressing over the whole memory.</summary>
    [Fact]
    public void With_every_slot_read_it_is_content_addressing_and_erase_and_add()
    {
        const int slots = 7, width = 3;
        using var rig = new MachineRig(MachineCatalog.Sam(slots: slots, width: width, top: slots), [6, 4]);
        rig.Scale(2);
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        Variable memory = rig.Tape.Fill(new Shape(2, width, slots), 0);
        for (int t = 0; t < 6; t++)
        {
            Step(rig, steps, rig.Tape, t, t + 1);
            var step = (SamStep)steps.Current!;
            int rows = rig.Batch.RowsAt(t);
            // The slot that each sequence erases, and then what is added.
            Variable erased = rig.Tape.SpreadSlots(new(First(step.Writes.Slots), One(step.Writes.Slots)), slots);
            Variable kept = rig.Tape.EraseAdd(
                memory, erased, 0, rig.Tape.Fill(new Shape(rows, 1, width), 1), rig.Tape.Fill(new Shape(rows, 1, width), 0));
            memory = rig.Tape.EraseAdd(
                kept, rig.Tape.SpreadSlots(step.Writes, slots), 0, rig.Tape.Fill(new Shape(rows, 1, width), 0), step.Signals.Add);
            Variable weights = rig.Tape.ContentAddressing(step.Signals.ReadKeys, step.Signals.ReadStrengths, memory);
            Same(weights, rig.Tape.SpreadSlots(step.ReadWeights, slots), "weights");
            Same(rig.Tape.WeightedRead(memory, weights, 0, 1), step.Reads, "reads");
            Same(memory, rig.Tape.SparseContent(step.State.Memory, slots), "memory");
        }

        Variable First(Variable names) => rig.Tape.Constant(
            Enumerable.Range(0, names.Rows).Select(b => names.Span[b * (1 + slots)]).ToArray(), new Shape(names.Rows, 1, 1));

        Variable One(Variable names) => rig.Tape.Fill(new Shape(names.Rows, 1, 1), 1);

        static void Same(Variable expected, Variable actual, string what) => Close.Within(
            Close.IsDouble ? 1e-12 : 1e-5, Array.ConvertAll(expected.Span.ToArray(), x => (double)x), actual.Span, what);
    }

    private static Real[] Step(MachineRig rig, IMachineSteps steps, Tape tape, int from, int to)
    {
        var logits = new List<Real>();
        for (int t = from; t < to; t++)
            logits.AddRange(steps.Step(tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t))).Span);
        return [.. logits];
    }
}
