using System.Runtime.InteropServices;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>Passes that keep a state for every few steps and compute the others again: the bits of passes that keep all steps.</summary>
public sealed partial class CheckpointTests
{
    private static readonly int[] Ragged = [9, 20, 1, 13, 20, 17];

    public static TheoryData<string> Machines => MachineCatalog.Names;

    /// <summary>The machines that go on step by step from their state.</summary>
    public static TheoryData<string> Stepwise => [.. NamesOf(config => config is { CarriesState: true, ComputesAtOnce: false })];

    public static TheoryData<string> Others => [.. NamesOf(config => config is not { CarriesState: true, ComputesAtOnce: false })];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Answers_and_gradients_have_the_bits_of_a_whole_pass(string name)
    {
        using var rig = Rig(name);
        Real[] answers = rig.Forward(), gradient = rig.Gradient();
        foreach (int? every in (int?[])[1, 3, 7, null, 10, 19, 20, 25, 2])
        {
            rig.Tape.CheckpointEvery = every;
            AssertSameBits(answers, rig.Forward(), $"answers, a checkpoint every {every}");
            AssertSameBits(gradient, rig.Gradient(), $"gradient, a checkpoint every {every}");
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void So_they_have_at_any_distance_that_is_chosen_for_the_memory_that_there_is(string name)
    {
        using var rig = Rig(name);
        Real[] answers = rig.Forward(), gradient = rig.Gradient();
        long all = rig.Tape.Used;
        bool isStepwise = rig.Machine.Config is { CarriesState: true, ComputesAtOnce: false };
        foreach (double share in (double[])[0, 0.1, 0.4, 0.7, 10])
        {
            rig.Tape.CheckpointBeyond = (long)(share * all);
            AssertSameBits(answers, rig.Forward(), $"answers, within {share} of the memory");
            AssertSameBits(gradient, rig.Gradient(), $"gradient, within {share} of the memory");
            if (isStepwise && share is 0 or 10)
                Assert.Equal(share == 0, rig.Tape.CheckpointedEvery is not null);
        }
    }

    [Fact]
    public void A_distance_is_chosen_where_the_steps_take_more_than_they_may()
    {
        using MachineRig rig = new(MachineCatalog.Ntm(slots: 128, width: 20), [4000]);
        rig.Tape.CheckpointBeyond = long.MaxValue;
        Real[] whole = rig.Gradient();
        Assert.Null(rig.Tape.CheckpointedEvery);
        long all = rig.Tape.Used;
        rig.Tape.CheckpointBeyond = all / 10;
        AssertSameBits(whole, rig.Gradient(), "gradient");
        // The root of 4000 times the share of a step that is its state, and 2 MB of steps, are both of this order.
        Assert.InRange(rig.Tape.CheckpointedEvery!.Value, 10, 200);
        Assert.InRange(rig.Tape.Used, 1, all / 5);
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void One_tape_takes_batches_of_any_length_at_any_distance(string name)
    {
        using MachineRig rig = Rig(name), whole = Rig(name);
        foreach ((int[] lengths, int every) in ((int[], int)[])[([4, 2], 3), (Ragged, 3), ([1], 1), ([30, 11, 30], 8), ([8, 8], 4)])
        {
            rig.Tape.CheckpointEvery = every;
            rig.Reshape(lengths);
            whole.Reshape(lengths);
            AssertSameBits(whole.Gradient(), rig.Gradient(), $"gradient of sequences of {lengths[0]} steps");
        }
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void Memory_is_that_of_a_stretch(string name)
    {
        using MachineRig rig = new(MachineCatalog.All[name], [300]), whole = new(MachineCatalog.All[name], [300]);
        rig.Tape.CheckpointEvery = 10;
        rig.Gradient();
        whole.Gradient();
        // The rows of linear layers and the answers stay, and of these small machines they are a large part.
        Assert.InRange(rig.Tape.Used, 1, (whole.Tape.Used + RowsOf(whole)) / 2);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_machine_that_does_not_go_on_from_its_state_keeps_all_steps(string name)
    {
        // These know something of the whole ahead, and go step by step all the same.
        if (MachineCatalog.All[name] is Seq2SeqConfig or TapeRnnConfig)
            return;
        using MachineRig rig = Rig(name), whole = Rig(name);
        rig.Tape.CheckpointEvery = 2;
        rig.Gradient();
        whole.Gradient();
        Assert.Equal(whole.Tape.Used, rig.Tape.Used);
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void Parts_of_sequences_take_checkpoints_too(string name)
    {
        using var rig = Rig(name);
        (Real[] Answers, Real[] Gradient) whole = Parts(rig);
        rig.Tape.CheckpointEvery = 3;
        (Real[] Answers, Real[] Gradient) kept = Parts(rig);
        AssertSameBits(whole.Answers, kept.Answers, "answers");
        AssertSameBits(whole.Gradient, kept.Gradient, "gradient");
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void A_warm_pass_allocates_nothing(string name)
    {
        using var rig = Rig(name);
        rig.Tape.CheckpointEvery = 3;
        for (int i = 0; i < 3; i++)
            Pass(rig);
        // The least of several passes: the runtime, compiling a hot method anew, may allocate during any one of them.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated(rig)));
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void Where_numbers_cease_to_be_finite_is_found_all_the_same(string name)
    {
        using MachineRig rig = Rig(name), whole = Rig(name);
        foreach (int step in (int[])[1, 8, 17])
        {
            foreach (MachineRig each in (MachineRig[])[rig, whole])
            {
                each.Reshape(Ragged);
                each.Batch.InputRow(each.Batch.Row(1, step))[0] = Real.NaN;
            }

            whole.Gradient();
            string? place = whole.Tape.FindNonFinite();
            Assert.NotNull(place);
            foreach (int every in (int[])[3, 7])
            {
                rig.Tape.CheckpointEvery = every;
                rig.Forward();
                Assert.Equal(place, rig.Tape.FindNonFinite());
                rig.Gradient();
                Assert.Equal(place, rig.Tape.FindNonFinite());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void A_search_that_finds_nothing_leaves_the_pass_as_it_was(string name)
    {
        using var rig = Rig(name);
        Real[] gradient = rig.Gradient();
        rig.Tape.CheckpointEvery = 3;
        rig.Tape.Reset(rig.Batch.Rows, rig.Noise);
        Variable logits = rig.Machine.Run(rig.Tape, rig.Batch);
        Assert.Null(rig.Tape.FindNonFinite());
        rig.Tape.Seed(logits, rig.Batch.Targets);
        rig.Tape.BackwardFromSeeds();
        AssertSameBits(gradient, rig.Tape.Gradients.ToArray(), "gradient");
    }

    [Fact]
    public void Steps_that_are_computed_again_are_described_once()
    {
        using var rig = Rig("dnc, clipped");
        RecordedTrace whole = new(), kept = new();
        rig.Gradient(whole);
        rig.Tape.CheckpointEvery = 3;
        rig.Gradient(kept);
        Assert.Equal(whole.Entries.Count, kept.Entries.Count);
        Assert.All(whole.Entries.Zip(kept.Entries), pair => Assert.Equal(pair.First.Item4, pair.Second.Item4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void There_is_no_distance_below_one(int every)
    {
        using var rig = Rig("lstm");
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Tape.CheckpointEvery = every);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Tape.CheckpointBeyond = every - 1);
    }

    private static MachineRig Rig(string name) => new(MachineCatalog.All[name], Ragged)
    {
        // Who draws no noise does not mind it.
        Noise = StreamKey.FromSeed(9),
    };

    /// <summary>Two parts, the second of which begins in the middle of what a checkpoint spans.</summary>
    private static (Real[] Answers, Real[] Gradient) Parts(MachineRig rig)
    {
        CarriedState start = new(), middle = new(), end = new();
        SequenceBatch first = Part(rig.Batch, 0, 10), second = Part(rig.Batch, 10, 20);
        rig.Tape.Reset(first.Rows, rig.Noise);
        Variable logits = rig.Machine.RunPart(rig.Tape, first, start, middle);
        Real[] answers = logits.Span.ToArray();
        rig.Tape.Seed(logits, first.Targets);
        rig.Tape.BackwardFromSeeds();
        Real[] gradient = rig.Tape.Gradients.ToArray();
        // What is drawn goes on where the first part ended, whatever was computed again.
        rig.Tape.Continue(second.Rows);
        logits = rig.Machine.RunPart(rig.Tape, second, middle, end);
        answers = [.. answers, .. logits.Span];
        rig.Tape.Seed(logits, second.Targets);
        rig.Tape.BackwardFromSeeds();
        return (answers, [.. gradient, .. rig.Tape.Gradients]);
    }

    private static SequenceBatch Part(SequenceBatch batch, int from, int end)
    {
        SequenceBatch part = new();
        part.Reshape(
            [.. batch.Lengths.ToArray().Where(length => length > from).Select(length => Math.Min(length, end) - from)],
            batch.InputWidth, batch.TargetWidth);
        int row = batch.RowOffset(from);
        batch.Inputs.Slice(row * batch.InputWidth, part.Inputs.Length).CopyTo(part.Inputs);
        batch.Targets.Slice(row * batch.TargetWidth, part.Targets.Length).CopyTo(part.Targets);
        return part;
    }

    private static void Pass(MachineRig rig)
    {
        rig.Tape.Reset(rig.Batch.Rows, rig.Noise);
        Variable logits = rig.Machine.Run(rig.Tape, rig.Batch);
        rig.Tape.Backward(rig.Tape.SigmoidCrossEntropy(logits, rig.Batch.Targets, rig.Batch.Mask));
    }

    private static long Allocated(MachineRig rig)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass(rig);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>How many numbers the rows of linear layers and the answers have, inputs and outputs.</summary>
    private static long RowsOf(MachineRig rig) => rig.Batch.Rows * rig.Machine.Parameters.Items.Sum(
        item => item.Layout is { } layout ? (long)layout.Inputs + 2 * layout.Outputs : 0);

    /// <summary>Zeros with their signs, too.</summary>
    private static void AssertSameBits(Real[] expected, Real[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        if (MemoryMarshal.AsBytes<Real>(expected).SequenceEqual(MemoryMarshal.AsBytes<Real>(actual)))
            return;
        int at = Enumerable.Range(0, expected.Length).First(i => !Same(expected[i], actual[i]));
        int count = Enumerable.Range(0, expected.Length).Count(i => !Same(expected[i], actual[i]));
        Assert.Fail($"{what}: {count} of {expected.Length} numbers differ, the first at {at}: {expected[at]:R} and {actual[at]:R}");
    }

    private static bool Same(Real a, Real b) => MemoryMarshal.AsBytes([a]).SequenceEqual(MemoryMarshal.AsBytes([b]));

    private static IEnumerable<string> NamesOf(Func<MachineConfig, bool> isMeant) =>
        MachineCatalog.All.Where(machine => isMeant(machine.Value)).Select(machine => machine.Key);
}
