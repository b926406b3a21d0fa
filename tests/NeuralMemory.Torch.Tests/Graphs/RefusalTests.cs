using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch.Tests;

/// <summary>A pass that no graph can compute is computed as it comes, and the reason is kept.</summary>
public sealed class RefusalTests
{
    private const int Passes = 6;

    [Fact]
    public void A_machine_that_reads_ahead_has_no_graph()
    {
        using LearningRig rig = new(MachineCatalog.All["lstm, bidirectional"]);
        Learn(rig);
        Assert.Equal(0, rig.Recorder.Recorded);
    }

    /// <summary>Such as a machine of a user's own that does not say so: its first passes are computed both ways.</summary>
    [Fact]
    public void Nor_has_one_that_does_so_without_saying_it()
    {
        using LearningRig rig = new(MachineCatalog.All["lstm, bidirectional"]);
        rig.Pass = new((tape, batch) => rig.Machine.Run(tape, batch), [TargetGroup.Bits(0, MachineRig.OutputWidth)]);
        Learn(rig);
        Assert.StartsWith("a graph did not compute what the pass does: ", rig.Graphs.WhyNoGraph, StringComparison.Ordinal);
        Assert.Equal(0, rig.Recorder.Alive);
    }

    [Fact]
    public void A_graph_that_lost_its_work_is_found_out()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Recorder.IsIdle = true;
        Learn(rig);
        Assert.Contains("it gave the loss 0 for", rig.Graphs.WhyNoGraph, StringComparison.Ordinal);
        Assert.Equal((1, 1), (rig.Recorder.Recorded, rig.Recorder.Replayed));
    }

    /// <summary>It computed what it should with the numbers of its recording, and not with others.</summary>
    [Fact]
    public void So_is_one_that_does_not_see_new_numbers()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        for (int pass = 0; pass < Passes; pass++)
        {
            rig.Draw(pass, 3, 5);
            rig.Recorder.IsIdle = pass >= 2;
            rig.Compare();
        }

        Assert.StartsWith("a graph did not compute what the pass does: ", rig.Graphs.WhyNoGraph, StringComparison.Ordinal);
        Assert.Equal(2, rig.Recorder.Replayed);
    }

    /// <summary>The numbers of the batch, read on the host, are not those that a replay would have.</summary>
    [Fact]
    public void A_pass_that_makes_constants_of_its_batch_has_no_graph()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Pass = Changed(rig, (tape, batch) => tape.Constant(batch.Inputs, new(batch.Rows, batch.InputWidth)));
        Learn(rig);
        Assert.StartsWith("a graph did not compute what the pass does: ", rig.Graphs.WhyNoGraph, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_has_one_whose_constants_are_others_each_time()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        int count = 0;
        rig.Pass = Changed(rig, (tape, batch) => tape.Constant([1e-12f * count++], new(batch.Rows, batch.InputWidth)));
        Learn(rig);
        Assert.Equal("the pass brings numbers of the host to the device that no graph could know", rig.Graphs.WhyNoGraph);
        Assert.Equal(0, rig.Recorder.Replayed);
    }

    [Fact]
    public void Nor_has_one_that_looks_at_its_results()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Pass = Changed(rig, (tape, batch) =>
        {
            Variable inputs = tape.Inputs(batch, 0, batch.Rows);
            Assert.NotEqual(0, inputs.Span.Length);
            return inputs;
        });
        Learn(rig);
        Assert.Equal("the pass looks at numbers on the way", rig.Graphs.WhyNoGraph);
    }

    [Fact]
    public void Nor_has_one_that_drops_of_something_else_than_a_step()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Pass = Changed(rig, (tape, batch) => tape.Dropout(tape.Inputs(batch, 0, batch.Rows), 0.1));
        Learn(rig);
        Assert.Equal("the pass drops of other rows than those of a step", rig.Graphs.WhyNoGraph);
    }

    [Fact]
    public void Nor_has_one_that_fails_where_it_is_padded()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Pass = new(
            (tape, batch) => batch.Lengths[^1] < batch.MaxLength
                ? rig.Machine.Run(tape, batch)
                : throw new NotSupportedException("all alike"),
            [TargetGroup.Bits(0, MachineRig.OutputWidth)]);
        Learn(rig);
        Assert.Equal(("all alike", 0), (rig.Graphs.WhyNoGraph, rig.Recorder.Recorded));
    }

    [Fact]
    public void Where_nothing_can_be_recorded_nothing_is()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        rig.Recorder.Refusal = "there is no card";
        Learn(rig);
        Assert.Equal(("there is no card", 0), (rig.Graphs.WhyNoGraph, rig.Recorder.Recorded));
    }

    [Fact]
    public void A_sequence_that_is_too_long_has_no_graph()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        for (int pass = 0; pass < 3; pass++)
        {
            rig.Draw(pass, PaddedLength.Most + 1);
            rig.Compare();
        }

        Assert.Equal(0, rig.Recorder.Recorded);
    }

    [Fact]
    public void A_length_that_is_too_large_keeps_no_other_from_its_graph()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        Learn(rig);
        rig.Recorder.Memory = 1;
        int replayed = rig.Recorder.Replayed;
        for (int pass = 0; pass < Passes; pass++)
        {
            rig.Draw(pass, 20);
            rig.Compare();
        }

        Assert.Equal(("there is no memory", replayed), (rig.Graphs.WhyNoGraph, rig.Recorder.Replayed));
        Learn(rig);
        Assert.Equal(replayed + Passes, rig.Recorder.Replayed);
    }

    /// <summary>One pass that cannot be recorded does not keep another of the same tape from it.</summary>
    [Fact]
    public void Others_go_on()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        TrainingPass plain = rig.Pass;
        rig.Pass = Changed(rig, (tape, batch) => tape.Constant(batch.Inputs, new(batch.Rows, batch.InputWidth)));
        Learn(rig);
        rig.Pass = plain;
        int before = rig.Recorder.Replayed;
        Learn(rig);
        Assert.Equal(before + Passes - 1, rig.Recorder.Replayed);
    }

    /// <summary>What is not finite is computed once more, so that the first such place is named.</summary>
    [Fact]
    public void The_first_number_that_is_not_finite_is_found()
    {
        using LearningRig rig = new(new LstmConfig { Units = MachineRig.InputWidth });
        Learn(rig);
        Assert.Null(rig.Graphs.FindNonFinite());
        Real[] kept = rig.Machine.Parameters.Block.ToArray();
        rig.Machine.Parameters.Block.Fill(Real.NaN);
        (Real loss, _, _) = rig.Learn(rig.Graphs);
        rig.Learn(rig.Plain);
        Assert.Equal(Passes, rig.Recorder.Replayed);
        Assert.True(Real.IsNaN(loss));
        Assert.Equal(rig.Plain.FindNonFinite(), rig.Graphs.FindNonFinite());
        Assert.Contains("Linear", rig.Graphs.FindNonFinite(), StringComparison.Ordinal);
        kept.CopyTo(rig.Machine.Parameters.Block);
        rig.Compare();
        Assert.Equal(Passes + 1, rig.Recorder.Replayed);
    }

    private static void Learn(LearningRig rig)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            rig.Draw(pass, 3, 5, 2);
            rig.Compare();
        }
    }

    /// <summary>A pass of the machine's last layer alone, over something in place of its hidden units.</summary>
    private static TrainingPass Changed(LearningRig rig, Func<Tape, SequenceBatch, Variable> hidden)
    {
        Parameter layer = rig.Machine.Parameters.Items.Single(parameter => parameter.Layout?.Outputs == MachineRig.OutputWidth);
        return new((tape, batch) =>
        {
            Variable logits = tape.NewKept(new(batch.Rows, MachineRig.OutputWidth));
            tape.LinearInto(layer, logits, 0, hidden(tape, batch));
            return logits;
        }, [TargetGroup.Bits(0, MachineRig.OutputWidth)]);
    }
}
