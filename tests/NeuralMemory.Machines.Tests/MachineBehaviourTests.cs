using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>What every machine promises, whichever it is.</summary>
public sealed class MachineBehaviourTests
{
    private static readonly int[] Ragged = [3, 5, 1, 4, 5, 2, 5];

    public static TheoryData<string> Machines => MachineCatalog.Names;

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_sequence_has_the_same_result_alone_and_in_a_batch(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        Real[] batch = rig.Forward();
        var alone = new double[batch.Length];
        int[] order = rig.Batch.Order.ToArray(), lengths = rig.Batch.Lengths.ToArray(), offsets =
            [.. Enumerable.Range(0, rig.Batch.MaxLength).Select(rig.Batch.RowOffset)];
        for (int sequence = 0; sequence < order.Length; sequence++)
        {
            rig.ReshapeToOne(order[sequence], lengths[sequence]);
            Real[] logits = rig.Forward();
            for (int i = 0; i < logits.Length; i++)
                alone[(offsets[i / MachineRig.OutputWidth] + sequence) * MachineRig.OutputWidth + i % MachineRig.OutputWidth] = logits[i];
        }

        Close.Within(Close.IsDouble ? 1e-13 : 1e-5, alone, batch, "logits");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_is_declared_is_what_is_built(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        ParameterSet built = rig.Machine.Parameters;
        using ParameterSet declared = MachineCatalog.All[name].Declare(rig.Machine.InputWidth, rig.Machine.OutputWidth);
        Assert.Equal(built.Items.Select(item => (item.Name, item.Shape, item.Offset)),
            declared.Items.Select(item => (item.Name, item.Shape, item.Offset)));
        Assert.Equal(built.Length, declared.Length);
        Assert.Throws<InvalidOperationException>(() => declared.Block.Length);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Evaluation_has_the_bits_of_training(string name)
    {
        using MachineRig training = new(MachineCatalog.All[name], Ragged),
            evaluation = new(MachineCatalog.All[name], Ragged, recording: false);
        Assert.Equal(training.Forward(), evaluation.Forward());
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_evaluation_needs_grows_with_the_sequence_only_where_all_steps_are_computed_at_once(string name)
    {
        // Where places are learned there are no more of them.
        if (MachineCatalog.All[name] is StackConfig { Positions: PositionKind.Learned })
            return;
        using var rig = new MachineRig(MachineCatalog.All[name], [10], recording: false);
        rig.Forward();
        long before = rig.Tape.Capacity;
        int length = rig.Machine.Config.ComputesAtOnce ? 600 : 3000;
        rig.Reshape([length]);
        rig.Forward();
        if (rig.Machine.Config.ComputesAtOnce)
        {
            long whole = rig.Tape.Capacity;
            rig.Reshape([2 * length]);
            rig.Forward();
            // Weights that are no softmax are made of all scores, as many as pairs of steps.
            int most = rig.Machine.Config is TransformerConfig { Weights: not SoftWeightsConfig } ? 5 : 3;
            Assert.InRange(rig.Tape.Capacity, whole, most * whole);
            return;
        }

        // The answers themselves are kept, and what was read ahead; an arena grows by doubling.
        int kept = MachineRig.OutputWidth;
        if (rig.Machine.Config is Seq2SeqConfig { Units: var units })
            kept += 7 * units;
        else if (rig.Machine.Config.ReadsAhead)
            kept += rig.Machine.Parameters.Tensors.Single(tensor => tensor.Name == "output/weight").Shape[1] / 2;
        Assert.InRange(rig.Tape.Capacity, before, before + 4 * length * kept);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_past_matters_and_the_future_does_not_unless_the_machine_reads_ahead(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [8]);
        Real[] before = rig.Forward();
        rig.Batch.InputRow(3)[1] = 1 - rig.Batch.InputRow(3)[1];
        Real[] after = rig.Forward();
        // Who looks at the best places alone may never see the one that has changed.
        // A tape knows ahead how long the input is, and nothing else.
        bool seesAhead = rig.Machine.Config is { ReadsAhead: true } and not TapeRnnConfig;
        bool looksEverywhere = rig.Machine.Config is not TransformerConfig { Weights: not SoftWeightsConfig };
        for (int step = 0; step < 8; step++)
        {
            Range row = (step * MachineRig.OutputWidth)..((step + 1) * MachineRig.OutputWidth);
            if (step < 3 && !seesAhead)
                Assert.Equal(before[row], after[row]);
            else if (looksEverywhere || step == 3)
                Assert.NotEqual(before[row], after[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Threads_do_not_change_a_bit(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [1]);
        Assert.Equal(ShardedGradient(rig.Machine, threads: 1), ShardedGradient(rig.Machine, threads: 2));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_tracer_changes_nothing_and_sees_every_step(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        var trace = new RecordedTrace();
        Assert.Equal(rig.Forward(), rig.Forward(trace));
        Assert.Equal(Enumerable.Range(0, 5), trace.Entries.Select(entry => entry.Step).Distinct());
        Assert.All(trace.Entries, entry => Assert.Equal(rig.Batch.RowsAt(entry.Step), entry.Shape[0]));
        Assert.All(trace.Entries.GroupBy(entry => entry.Step),
            step => Assert.Equal(step.Count(), step.Select(entry => entry.Name).Distinct().Count()));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Equal_keys_build_equal_machines_and_other_keys_others(string name)
    {
        using MachineRig one = new(MachineCatalog.All[name], [2]), two = new(MachineCatalog.All[name], [2]);
        using var other = new MachineRig(MachineCatalog.All[name], [2], seed: 2);
        Assert.Equal(one.Machine.Parameters.Block.ToArray(), two.Machine.Parameters.Block.ToArray());
        Assert.NotEqual(one.Machine.Parameters.Block.ToArray(), other.Machine.Parameters.Block.ToArray());
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_batch_of_other_channels_is_refused(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [2]);
        rig.Batch.Reshape([2], MachineRig.InputWidth + 1, MachineRig.OutputWidth);
        Assert.Throws<ArgumentException>(() => rig.Forward());
    }

    /// <summary>Gradients of four shards, summed in their order.</summary>
    private static Real[] ShardedGradient(IMachine machine, int threads)
    {
        const int shards = 4;
        using var pool = new ShardPool(threads);
        Tape[] tapes = [.. Enumerable.Range(0, shards).Select(_ => EngineUnderTest.NewTape(machine.Parameters))];
        pool.Run(shards, shard =>
        {
            var batch = new SequenceBatch();
            batch.Reshape([5, 3, 4], MachineRig.InputWidth, MachineRig.OutputWidth);
            var stream = new RandomStream(StreamKey.FromSeed(3).Split(shard));
            stream.FillBits(batch.Inputs);
            stream.FillBits(batch.Targets);
            batch.Mask.Fill(1);
            tapes[shard].Reset(batch.Rows);
            Variable logits = machine.Run(tapes[shard], batch);
            tapes[shard].Backward(tapes[shard].SigmoidCrossEntropy(logits, batch.Targets, batch.Mask));
        });
        var sum = new Real[machine.Parameters.Length];
        foreach (Tape tape in tapes)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += tape.Gradients[i];
            tape.Dispose();
        }

        return sum;
    }
}
