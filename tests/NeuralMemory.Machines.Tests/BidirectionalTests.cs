using NeuralMemory.Autodiff;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>Layers that read from the end, beside those that read from the beginning.</summary>
public sealed class BidirectionalTests
{
    private static readonly int[] Lengths = [2, 7, 1, 7, 4];

    public static TheoryData<string> Machines =>
        [.. MachineCatalog.All.Where(machine => machine.Value is RecurrentConfig { Bidirectional: true }).Select(machine => machine.Key)];

    /// <summary>Against layers written out naively, of which one set sees each sequence turned round.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void The_output_sees_layers_of_both_directions(string name)
    {
        var config = (RecurrentConfig)MachineCatalog.All[name];
        using var rig = new MachineRig(config, Lengths);
        rig.Scale(1.5);
        Real[] logits = rig.Forward();
        var layers = new ControllerConfig
        {
            Kind = config switch
            {
                LstmConfig => ControllerKind.Lstm,
                GruConfig => ControllerKind.Gru,
                RnnConfig => ControllerKind.Rnn,
                SecondOrderConfig => ControllerKind.SecondOrder,
                MultiplicativeLstmConfig => ControllerKind.MultiplicativeLstm,
                _ => ControllerKind.HyperLstm,
            },
            Units = config.Units,
            Layers = config.Layers,
            Skip = config.Skip,
            Initial = config.Initial,
            Normalize = config.Normalize,
            Hyper = (config as HyperLstmConfig)?.Hyper ?? new(),
        };
        ParameterSet parameters = rig.Machine.Parameters;
        double[] weight = parameters.Tensor("output/weight"), bias = parameters.Tensor("output/bias");
        for (int sequence = 0; sequence < Lengths.Length; sequence++)
        {
            int[] rows = [.. Enumerable.Range(0, rig.Batch.Lengths[sequence]).Select(step => rig.Batch.Row(sequence, step))];
            double[][] inputs = [.. rows.Select(row => Array.ConvertAll(rig.Batch.InputRow(row).ToArray(), x => (double)x))];
            var forward = new ReferenceController(layers, parameters.Tensor);
            var backward = new ReferenceController(layers, tensor => parameters.Tensor(tensor.Replace("controller/", "backward/")));
            double[][] ahead = [.. inputs.Select(forward.Next)], back = [.. inputs.Reverse().Select(backward.Next).Reverse()];
            for (int step = 0; step < rows.Length; step++)
                Close.Within(
                    Close.OutputTolerance, ReferenceMath.Linear(weight, bias, [.. ahead[step], .. back[step]]),
                    logits.AsSpan(rows[step] * MachineRig.OutputWidth, MachineRig.OutputWidth), $"sequence {sequence}, step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_trace_has_what_was_read_ahead(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [4]);
        RecordedTrace before = new(), after = new();
        rig.Forward(before);
        rig.Batch.InputRow(2)[0] = 1 - rig.Batch.InputRow(2)[0];
        rig.Forward(after);
        for (int step = 0; step < 4; step++)
            Assert.Equal(step > 2, before.Values("backward/output", step).SequenceEqual(after.Values("backward/output", step)));
    }

    [Fact]
    public void What_is_not_finite_is_named_by_its_own_time_step()
    {
        using var rig = new MachineRig(MachineCatalog.All["lstm, bidirectional"], [6, 3]);
        rig.Batch.InputRow(rig.Batch.Row(0, 4))[0] = Real.NaN;
        rig.Forward();
        Assert.StartsWith("Linear 'backward/layer0' at time-step 4, sequence 0", rig.Tape.FindNonFinite(), StringComparison.Ordinal);
    }
}
