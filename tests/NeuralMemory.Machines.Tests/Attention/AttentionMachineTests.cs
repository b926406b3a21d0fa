using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>What holds for machines of attention whatever their options are, over sequences of any lengths.</summary>
public sealed class AttentionMachineTests
{
    [Fact]
    public void A_causal_machine_does_not_see_what_comes_later() => MachineTrial.Check(MachineTrial.Causal, trial =>
    {
        using MachineRig rig = trial.Rig();
        Real[] before = rig.Forward();
        for (int row = rig.Batch.RowOffset(trial.Step + 1); row < rig.Batch.Rows; row++)
            foreach (ref Real input in rig.Batch.InputRow(row))
                input = 5 - 3 * input;
        Real[] after = rig.Forward();
        int seen = rig.Batch.RowOffset(trial.Step + 1) * MachineRig.OutputWidth;
        MachineTrial.AssertSame(before[..seen], after[..seen]);
        Assert.Equal(seen < before.Length, !before.AsSpan(seen).SequenceEqual(after.AsSpan(seen)));
    });

    /// <summary>A window lets each layer pass an input on by as many steps as it sees back, its own not counted.</summary>
    [Fact]
    public void An_input_changes_every_later_answer_that_windows_let_it_reach() => MachineTrial.Check(MachineTrial.Causal, trial =>
    {
        using MachineRig rig = trial.Rig();
        Real[] before = rig.Forward();
        rig.Batch.InputRow(rig.Batch.Row(0, trial.Step))[1] += 2;
        Real[] after = rig.Forward();
        int reach = trial.Config is TransformerConfig { Window: { } window, Layers: var layers } ? layers * (window - 1) : 100;
        for (int sequence = 0; sequence < rig.Batch.Sequences; sequence++)
            for (int step = 0; step < rig.Batch.Lengths[sequence]; step++)
            {
                int first = rig.Batch.Row(sequence, step) * MachineRig.OutputWidth;
                Range row = first..(first + MachineRig.OutputWidth);
                if (sequence == 0 && step >= trial.Step && step <= trial.Step + reach)
                    Assert.NotEqual(before[row], after[row]);
                else
                    MachineTrial.AssertSame(before[row], after[row]);
            }
    });

    [Fact]
    public void A_step_at_a_time_with_a_cache_gives_what_all_at_once_give() => MachineTrial.Check(MachineTrial.Causal, trial =>
    {
        using MachineRig rig = trial.Rig();
        Real[] whole = rig.Forward();
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        var logits = new List<Real>();
        for (int t = 0; t < rig.Batch.MaxLength; t++)
            logits.AddRange(steps.Step(rig.Tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t))).Span);
        MachineTrial.AssertSame(whole, [.. logits]);
    });

    [Fact]
    public void A_sequence_gets_in_a_batch_what_it_gets_alone() =>
        MachineTrial.Check(Gen.OneOf(MachineTrial.Causal, MachineTrial.Timeless, MachineTrial.Encoding, MachineTrial.Recurrent), trial =>
        {
            using MachineRig rig = trial.Rig();
            Real[] whole = rig.Forward();
            int[] order = rig.Batch.Order.ToArray(), lengths = rig.Batch.Lengths.ToArray();
            Real[][] expected =
            [
                .. lengths.Select((length, sequence) => MachineTrial.AnswersOf(rig.Batch, whole, sequence, length)),
            ];
            for (int sequence = 0; sequence < order.Length; sequence++)
            {
                rig.ReshapeToOne(order[sequence], lengths[sequence]);
                MachineTrial.AssertSame(expected[sequence], rig.Forward(), trial.Config.ComputesAtOnce);
            }
        });

    [Fact]
    public void A_perceiver_does_not_care_in_which_order_inputs_come() => MachineTrial.Check(MachineTrial.Timeless, trial =>
    {
        using MachineRig rig = trial.Rig();
        Real[] before = rig.Forward();
        SequenceBatch batch = rig.Batch;
        var stream = new RandomStream(StreamKey.FromSeed(trial.Seed).Split("orders"));
        int[][] orders = [.. batch.Lengths.ToArray().Select(length => Shuffled(length, stream))];
        Real[] inputs = batch.Inputs.ToArray();
        var expected = new double[before.Length];
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            for (int step = 0; step < batch.Lengths[sequence]; step++)
            {
                int from = batch.Row(sequence, step), to = batch.Row(sequence, orders[sequence][step]);
                inputs.AsSpan(from * batch.InputWidth, batch.InputWidth).CopyTo(batch.InputRow(to));
                for (int output = 0; output < MachineRig.OutputWidth; output++)
                    expected[to * MachineRig.OutputWidth + output] = before[from * MachineRig.OutputWidth + output];
            }

        Close.Within(Close.OutputTolerance, expected, rig.Forward(), "answers");
    });

    [Fact]
    public void A_perceiver_that_knows_the_time_does()
    {
        using var rig = new MachineRig(new PerceiverConfig { Latents = 3, Width = 6, Heads = 2, Layers = 1, Hidden = 5, Bands = 2 }, [6]);
        rig.Batch.InputRow(0)[0] = 3;
        Real[] before = rig.Forward(), first = rig.Batch.InputRow(0).ToArray();
        rig.Batch.InputRow(4).CopyTo(rig.Batch.InputRow(0));
        first.CopyTo(rig.Batch.InputRow(4));
        Real[] after = rig.Forward();
        // The fourth step's own input and place are as before: what differs is what the latents have read.
        Range fourth = (3 * MachineRig.OutputWidth)..(4 * MachineRig.OutputWidth);
        Assert.NotEqual(before[fourth], after[fourth]);
    }

    /// <summary>
    /// Ramsauer et al. 2021, section 2: one update with the inverse temperature 1 / sqrt(D) is the attention of a Transformer, answers and
    /// gradients.
    /// </summary>
    [Fact]
    public void A_hopfield_network_of_one_update_is_a_transformer() => MachineTrial.Check(Hopfields, trial =>
    {
        HopfieldConfig hopfield = (HopfieldConfig)trial.Config with { Updates = 1, Beta = null };
        var transformer = new TransformerConfig
        {
            Width = hopfield.Width,
            Heads = hopfield.Heads,
            Layers = hopfield.Layers,
            Hidden = hopfield.Hidden,
            Positions = hopfield.Positions,
            Places = hopfield.Places,
        };
        using MachineRig one = (trial with { Config = hopfield }).Rig(recording: true),
            other = (trial with { Config = transformer }).Rig(recording: true);
        foreach (PlainTensor tensor in one.Machine.Parameters.Tensors)
            Of(other, tensor).CopyIn(Numbers(tensor, one.Machine.Parameters.Block), other.Machine.Parameters.Block);
        Assert.Equal(one.Machine.Parameters.Tensors.Count(), other.Machine.Parameters.Tensors.Count());
        Assert.Equal(one.Forward(), other.Forward());
        Real[] expected = one.Gradient(), gradient = other.Gradient();
        foreach (PlainTensor tensor in one.Machine.Parameters.Tensors)
            Assert.Equal(Numbers(tensor, expected), Numbers(Of(other, tensor), gradient));

        static PlainTensor Of(MachineRig rig, PlainTensor tensor)
        {
            string name = tensor.Name.Replace("/retrieval/", "/self/", StringComparison.Ordinal);
            name = name.StartsWith("output/", StringComparison.Ordinal) ? name : $"decoder/{name}";
            return rig.Machine.Parameters.Tensors.Single(own => own.Name == name);
        }
    });

    private static Gen<MachineConfig> Hopfields => MachineTrial.Causal.Where(config => config is HopfieldConfig);

    private static Real[] Numbers(PlainTensor tensor, ReadOnlySpan<Real> block)
    {
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(block, numbers);
        return numbers;
    }

    private static int[] Shuffled(int count, RandomStream stream)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = stream.NextInt(0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
