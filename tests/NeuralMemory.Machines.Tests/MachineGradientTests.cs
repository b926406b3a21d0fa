using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>Gradients of whole machines over ragged batches.</summary>
public sealed class MachineGradientTests
{
    private static readonly int[] Ragged = [3, 5, 1, 4, 5];

    public static TheoryData<string> Machines => MachineCatalog.Names;

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_row_of_every_parameter_receives_a_gradient(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, Ragged);
        Real[] block = rig.Gradient();
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
        {
            // Rectified units that no row of this small batch wakes have none at all.
            if (config is TransformerConfig { Activation: ActivationKind.Relu } && tensor.Name.Contains("/network/hidden/"))
                continue;
            // Nor have keys and values that no row looks up.
            if (config is ProductKeyConfig && tensor.Name.Contains("/memory/") && !tensor.Name.Contains("/query/")
                && !tensor.Name.Contains("/norm/"))
                continue;
            if (config is TapeRnnConfig && tensor.Name.StartsWith("write/layer", StringComparison.Ordinal))
                continue;
            // A bias of keys moves all scores of a query alike: nothing but rounding errors reach it.
            if ((config.ComputesAtOnce || config is Seq2SeqConfig { Attention: ScoreKind.General })
                && (tensor.Name.EndsWith("/key/bias") || tensor.Name.EndsWith("/memory/bias")))
                continue;
            var gradient = new Real[tensor.Shape.Count];
            tensor.CopyOut(block, gradient);
            int width = tensor.Shape.RowCount, dead = 0;
            for (int row = 0; row < tensor.Shape[0]; row++)
                if (gradient.AsSpan(row * width, width).IndexOfAnyExcept((Real)0) < 0)
                    dead++;
            Assert.True(dead == Indifferent(config, tensor.Name), $"{tensor.Name}: {dead} of {tensor.Shape[0]} rows have no gradient");
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_batch_has_the_gradient_of_its_sequences_one_by_one(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        Real[] whole = rig.Gradient();
        var sum = new double[whole.Length];
        for (int i = 0; i < Ragged.Length; i++)
        {
            rig.ReshapeToOne(i, Ragged[i]);
            Real[] part = rig.Gradient();
            for (int j = 0; j < part.Length; j++)
                sum[j] += part[j];
        }

        Close.Within(Close.IsDouble ? 1e-12 : 1e-4, sum, whole, "gradient");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_second_pass_has_the_same_bits(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        Real[] first = rig.Gradient();
        rig.Reshape([2, 9]);
        rig.Gradient();
        rig.Reshape(Ragged);
        Assert.Equal(first, rig.Gradient());
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_warm_pass_allocates_nothing(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged) { Noise = StreamKey.FromSeed(9) };
        Allocations.AssertNone(Pass, warmings: 3);

        void Pass()
        {
            rig.Tape.Reset(rig.Batch.Rows, rig.Noise);
            Variable logits = rig.Machine.Run(rig.Tape, rig.Batch);
            rig.Tape.Backward(rig.Tape.SigmoidCrossEntropy(logits, rig.Batch.Targets, rig.Batch.Mask));
        }
    }

    /// <summary>Rows that can have no influence: what there is only one of is a distribution by itself.</summary>
    private static int Indifferent(MachineConfig config, string tensor) => (config, tensor) switch
    {
        (NtmConfig { Heads: { Shift: 0 } heads }, "interface/weight" or "interface/bias") => heads.Read + heads.Write,
        (NtmConfig { Memory: { Slots: 1, Width: var width }, Heads: var heads }, "interface/weight" or "interface/bias") =>
            (heads.Read + heads.Write) * (width + 2 * heads.Shift + 4),
        (NtmConfig { Memory.Slots: 1, Heads: var heads }, "initial/weighting") => heads.Read + heads.Write,
        // Look-ups in a memory of one slot find it whatever the key.
        (DncConfig { Memory: { Slots: 1, Width: var width }, Heads: var heads }, "interface/weight" or "interface/bias") =>
            (heads.Read + heads.Write) * (width + 1),
        // What begins beyond the bound: read strengths, free gates, allocation gates and write gates.
        (DncConfig { Clip: > 0 and < 1, Heads: var heads }, "interface/weight" or "interface/bias") => 2 * heads.Read + 2 * heads.Write,
        // Places that no sequence reaches.
        (StackConfig { Positions: PositionKind.Learned, Places: var places }, _) when tensor.EndsWith("positions") => places - Ragged.Max(),
        _ => 0,
    };

#if REAL_IS_DOUBLE
    public static TheoryData<string> ByDifferences => MachineCatalog.DifferenceNames;

    [Theory]
    [MemberData(nameof(ByDifferences))]
    public void Gradients_are_finite_differences(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged) { Noise = StreamKey.FromSeed(9) };
        // Away from the start, where many weights are small and many gates half open.
        rig.Scale(1.5);
        Real[] block = rig.Gradient();
        double largest = block.Max(Math.Abs);
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
        {
            double[] gradient = new double[tensor.Shape.Count], values = new double[tensor.Shape.Count];
            tensor.CopyOut(block, gradient);
            tensor.CopyOut(rig.Machine.Parameters.Block, values);
            for (int i = 0; i < gradient.Length; i++)
            {
                double numeric = Difference(rig, tensor, values, i), error = Math.Abs(numeric - gradient[i]);
                Assert.True(error <= 1e-6 * Math.Abs(gradient[i]) + 1e-8 * largest,
                    $"{tensor.Name}[{i}]: {gradient[i]}, by differences {numeric}, largest {largest}");
            }
        }
    }

    /// <summary>
    /// The five-point stencil: its error falls with the fourth power of the step, so the step may stay clear of rounding.
    /// </summary>
    private static double Difference(MachineRig rig, PlainTensor tensor, double[] values, int index)
    {
        const double step = 1e-5;
        double result = (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
        tensor.CopyIn(values, rig.Machine.Parameters.Block);
        return result;

        double Moved(double by)
        {
            double[] moved = [.. values];
            moved[index] += by;
            tensor.CopyIn(moved, rig.Machine.Parameters.Block);
            return rig.Objective();
        }
    }
#endif
}
