using System.Runtime.InteropServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>Passes whose sequences several threads share: the bits of passes that one thread computes.</summary>
public sealed class SharedPassTests
{
    private static readonly int[] Ragged = [9, 20, 1, 13, 20, 17, 20, 4, 11, 20];

    public static TheoryData<string> Machines => MachineCatalog.Names;

    /// <summary>
    /// What stands in the names of machines whose passes are not shared: they see a sequence as a whole, draw, keep a memory of their own
    /// beside the tape, or have parameters in the steps that belong to no linear layer.
    /// </summary>
    private static readonly string[] Whole =
    [
        "bidirectional", "seq2seq", "transformer", "hopfield", "perceiver", "memory network", "fast weights", "xlstm", "product-key",
        "dropout", "sam ", "sdnc ", "normalised", "adnc", "second", "hyper", "nutm",
    ];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Answers_and_gradients_have_the_bits_of_one_thread(string name)
    {
        using MachineRig alone = Rig(name), rig = Rig(name);
        foreach (int threads in (int[])[2, 3, 4, 7, 16])
        {
            using ShardPool helpers = new(threads);
            (rig.Tape.Helpers, rig.Tape.DividesFrom) = (helpers, 0);
            foreach (int[] lengths in (int[][])[Ragged, Ragged, [6, 6, 6, 6], [5, 5], [3], [8, 7, 6, 5, 4, 3], Ragged[..^1]])
            {
                alone.Reshape(lengths);
                rig.Reshape(lengths);
                string what = $"of {lengths.Length} sequences on {threads} threads";
                AssertSameBits(alone.Forward(), rig.Forward(), $"answers {what}");
                AssertSameBits(alone.Gradient(), rig.Gradient(), $"gradient {what}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Batches_that_are_answered_in_some_rows_have_the_bits_of_one_thread(string name)
    {
        using MachineRig alone = Rig(name), rig = Rig(name);
        using ShardPool helpers = new(3);
        (rig.Tape.Helpers, rig.Tape.DividesFrom) = (helpers, 0);
        int[] rows = [0, 3, 11, 30, alone.Batch.Rows - 1];
        alone.Batch.AnswerIn(rows);
        rig.Batch.AnswerIn(rows);
        Real[] targets = alone.Batch.Targets[..(rows.Length * MachineRig.OutputWidth)].ToArray();
        for (int pass = 0; pass < 3; pass++)
            AssertSameBits(alone.Gradient(targets), rig.Gradient(targets), "gradient");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Recurrent_machines_are_shared_from_the_second_pass_on(string name)
    {
        using MachineRig rig = Rig(name);
        using ShardPool helpers = new(2);
        (rig.Tape.Helpers, rig.Tape.DividesFrom) = (helpers, 0);
        rig.Gradient();
        Assert.False(rig.Tape.IsDivided);
        rig.Gradient();
        Assert.Equal(!Whole.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)), rig.Tape.IsDivided);
        // What is known of sequences of different lengths is known of those, and the other way round.
        rig.Reshape([5, 5]);
        rig.Gradient();
        Assert.False(rig.Tape.IsDivided);
    }

    [Fact]
    public void Small_passes_and_those_that_are_looked_into_are_not_shared()
    {
        using MachineRig rig = Rig("lstm");
        using ShardPool helpers = new(2);
        rig.Tape.Helpers = helpers;
        Assert.False(IsShared());
        rig.Tape.DividesFrom = 0;
        Assert.True(IsShared());
        rig.Tape.CheckpointEvery = 5;
        Assert.False(IsShared());
        rig.Tape.CheckpointEvery = null;
        rig.Tape.CheckpointBeyond = 1;
        Assert.False(IsShared());
        rig.Tape.CheckpointBeyond = 1L << 40;
        Assert.True(IsShared());
        rig.Tape.TracksInputs = true;
        Assert.False(IsShared());
        rig.Tape.TracksInputs = false;
        rig.Gradient(new RecordedTrace());
        Assert.False(rig.Tape.IsDivided);
        rig.Tape.Helpers = null;
        Assert.False(IsShared());

        bool IsShared()
        {
            rig.Gradient();
            rig.Gradient();
            return rig.Tape.IsDivided;
        }
    }

    [Fact]
    public void What_others_hold_is_counted_and_taken_again()
    {
        using MachineRig alone = Rig("ntm of whole vectors"), rig = Rig("ntm of whole vectors");
        using ShardPool helpers = new(3);
        (rig.Tape.Helpers, rig.Tape.DividesFrom) = (helpers, 0);
        for (int pass = 0; pass < 4; pass++)
            rig.Gradient();
        long capacity = rig.Tape.Capacity, most = rig.Tape.MostUsed;
        alone.Gradient();
        Assert.InRange(rig.Tape.Used, alone.Tape.Used, 2 * alone.Tape.Used);
        for (int pass = 0; pass < 4; pass++)
            rig.Gradient();
        Assert.Equal((capacity, most), (rig.Tape.Capacity, rig.Tape.MostUsed));
    }

    [Fact]
    public void A_shared_pass_allocates_nothing()
    {
        using MachineRig rig = Rig("ntm Lstm, 3 heads, ReadFirst");
        using ShardPool helpers = new(2);
        (rig.Tape.Helpers, rig.Tape.DividesFrom) = (helpers, 0);
        // Each of the two threads comes to the barrier, so that both are asked.
        using Barrier both = new(2);
        long sum = 0, least = long.MaxValue;
        Action<int> ask = _ =>
        {
            both.SignalAndWait();
            Interlocked.Add(ref sum, GC.GetAllocatedBytesForCurrentThread());
        };
        for (int pass = 0; pass < 10; pass++)
        {
            long before = Allocated();
            rig.Learn(rig.Batch.Targets);
            least = Math.Min(least, Allocated() - before);
        }

        Assert.True(rig.Tape.IsDivided);
        Assert.Equal(0, least);

        long Allocated()
        {
            sum = 0;
            helpers.Run(2, ask);
            return sum;
        }
    }

    private static MachineRig Rig(string name) => new(MachineCatalog.All[name], Ragged) { Noise = new StreamKey(3) };

    private static void AssertSameBits(Real[] expected, Real[] actual, string what) =>
        Assert.True(MemoryMarshal.AsBytes<Real>(expected).SequenceEqual(MemoryMarshal.AsBytes<Real>(actual)), what);
}
