using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Gates of machines that compute all steps at once: fast weights and xLSTM.</summary>
public sealed class StackClampTests
{
    private const int Steps = 6;

    private static readonly Dictionary<string, MachineConfig> Configs = new()
    {
        ["fast weights"] = new FastWeightsConfig
        {
            Width = 8,
            Heads = 2,
            Layers = 2,
            Hidden = 5,
            Rule = FastWeightsRule.GatedDelta,
            OutputGate = true,
        },
        ["matrices"] = new XlstmConfig { Width = 8, Heads = 2, Layers = 2, Memories = [XlstmMemory.Matrix] },
        ["scalars"] = new XlstmConfig { Width = 8, Heads = 2, Layers = 1, Memories = [XlstmMemory.Scalar] },
        ["exponential"] = new XlstmConfig { Width = 8, Heads = 2, Layers = 2, Forget = ForgetGate.Exponential },
    };

    public static TheoryData<string> Names => [.. Configs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void To_clamp_nothing_or_what_the_machine_computes_anyway_changes_no_bit(string name)
    {
        using MachineRig rig = Begun(name);
        RecordedTrace plain = new();
        Real[] logits = rig.Forward(plain);
        StepClamp[] own =
        [
            .. from signal in rig.Machine.Config.Signals
               from step in Enumerable.Range(0, Steps)
               where step >= Steps - 2
               let values = plain.Values(signal.Name, step)
               from head in Enumerable.Range(0, values.Length)
               select new StepClamp(signal.Name, values[head]) { Head = head, First = step, Last = step },
        ];
        foreach (IReadOnlyList<StepClamp> clamps in (IReadOnlyList<StepClamp>[])[[], own])
            Assert.Equal(logits, Run(rig, clamps));
    }

    [Theory]
    [InlineData("fast weights", "layer0/strengths", 0)]
    [InlineData("fast weights", "layer1/decays", 1)]
    [InlineData("fast weights", "layer0/gate", 0)]
    [InlineData("matrices", "layer0/gates/input", 0)]
    [InlineData("matrices", "layer1/gates/forget", 1)]
    [InlineData("matrices", "layer1/gates/output", 0)]
    [InlineData("scalars", "layer0/gates/input", 3)]
    [InlineData("scalars", "layer0/gates/forget", 0.25f)]
    [InlineData("scalars", "layer0/gates/output", 1)]
    [InlineData("exponential", "layer0/gates/forget", 0.5f)]
    public void A_clamped_gate_has_its_value_in_the_steps_that_it_is_clamped_in(string name, string quantity, float value)
    {
        using MachineRig rig = Begun(name);
        RecordedTrace plain = new(), clamped = new();
        Real[] before = rig.Forward(plain), after = Run(rig, [new(quantity, value) { First = 2, Last = 3 }], clamped);
        Assert.NotEqual(before, after);
        for (int step = 0; step < 2; step++)
            Assert.Equal(plain.Values(quantity, step), clamped.Values(quantity, step));
        for (int step = 2; step <= 3; step++)
            Assert.All(clamped.Values(quantity, step), number => Assert.Equal(value, (double)number, 1e-6));
        Assert.NotEqual(value, (double)clamped.Values(quantity, 4)[0], 1e-6);
        // Of several, one alone: the others have the bits that they had in the first step.
        RecordedTrace one = new();
        Run(rig, [new(quantity, value) { Head = 1, First = 0 }], one);
        Real[] own = plain.Values(quantity, 0), now = one.Values(quantity, 0);
        Assert.Equal(value, (double)now[1], 1e-6);
        Assert.Equal([own[0], .. own[2..]], [now[0], .. now[2..]]);
    }

    [Fact]
    public void Without_strength_nothing_is_written_and_without_forgetting_all_of_it_stays()
    {
        using MachineRig rig = Begun("fast weights");
        RecordedTrace trace = new();
        Run(rig, [new("layer0/strengths", 0) { First = 2 }, new("layer0/decays", 1) { First = 2 }], trace);
        Real[] kept = trace.Values("layer0/memory", 1);
        Assert.Contains(kept, number => number != 0);
        Assert.Equal(kept, trace.Values("layer0/memory", 5));
        Run(rig, [new("layer0/strengths", 0)], trace = new());
        Assert.All(trace.Values("layer0/memory", 5), number => Assert.Equal(0, (double)number, 1e-12));
    }

    [Fact]
    public void What_is_not_let_into_a_matrix_memory_is_not_in_it()
    {
        using MachineRig rig = Begun("matrices");
        RecordedTrace trace = new();
        Run(rig, [new("layer0/gates/input", 0)], trace);
        Assert.All(trace.Values("layer0/reads", 5), number => Assert.Equal(0, (double)number, 1e-12));
        // A step that is forgotten whole leaves what the last one wrote.
        Run(rig, [new("layer0/gates/forget", 0) { First = 4, Last = 4 }], trace = new());
        Real[] memory = trace.Values("layer0/memory", 4), keys = trace.Values("layer0/keys", 4);
        Real[] values = trace.Values("layer0/values", 4), gates = trace.Values("layer0/input_gate", 4);
        int width = keys.Length / 2;
        for (int head = 0; head < 2; head++)
            for (int i = 0; i < width; i++)
                for (int j = 0; j < width; j++)
                    Assert.Equal(
                        (double)(gates[head] * keys[head * width + i] * values[head * width + j]),
                        (double)memory[(head * width + i) * width + j], 1e-5);
    }

    [Fact]
    public void Scalar_gates_as_traced_are_those_that_the_recurrence_had()
    {
        using MachineRig rig = Begun("scalars");
        RecordedTrace trace = new();
        rig.Forward(trace);
        for (int step = 0; step < Steps; step++)
        {
            Real[] hidden = trace.Values("layer0/hidden", step), cell = trace.Values("layer0/cell", step);
            Real[] output = trace.Values("layer0/gates/output", step), normalizer = trace.Values("layer0/normalizer", step);
            for (int unit = 0; unit < hidden.Length; unit++)
                Assert.Equal((double)(output[unit] * cell[unit] / normalizer[unit]), (double)hidden[unit], 1e-5);
        }
    }

    [Fact]
    public void A_clamped_machine_runs_part_by_part_and_leaves_the_parameters_to_the_other()
    {
        using MachineRig rig = Begun("scalars");
        StepClamp[] clamps = [new("layer0/gates/forget", 0.5f) { First = 3, Last = 4 }];
        Real[] whole = Run(rig, clamps);
        using (IMachine clamped = rig.Machine.WithClamps(clamps)!)
        {
            Assert.Same(rig.Machine.Parameters, clamped.Parameters);
            CarriedState start = new(), end = new();
            rig.Tape.Reset(rig.Batch.Rows);
            Assert.Equal(whole, clamped.RunPart(rig.Tape, rig.Batch, start, end).Span.ToArray());
        }

        Assert.NotEqual(whole, rig.Forward());
    }

    /// <summary>A machine whose recurrent weights do something: they begin at zero.</summary>
    private static MachineRig Begun(string name)
    {
        var rig = new MachineRig(Configs[name], [Steps], recording: false);
        Span<Real> block = rig.Machine.Parameters.Block;
        foreach (Parameter parameter in rig.Machine.Parameters.Items.Where(each => each.Name.Contains("recurrent", StringComparison.Ordinal)))
            for (int i = 0; i < parameter.Length; i++)
                block[parameter.Offset + i] = (Real)(0.3 * Math.Sin(1 + i));
        return rig;
    }

    private static Real[] Run(MachineRig rig, IReadOnlyList<StepClamp> clamps, RecordedTrace? trace = null)
    {
        using IMachine clamped = rig.Machine.WithClamps(clamps)!;
        rig.Tape.Reset(rig.Batch.Rows);
        return clamped.Run(rig.Tape, rig.Batch, trace ?? new()).Span.ToArray();
    }
}
