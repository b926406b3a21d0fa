using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>Every weight by which a machine of attention looks is in its trace, and to be traced changes nothing.</summary>
public sealed class WeightTraceTests
{
    private static readonly int[] Ragged = [4, 2, 4];

    public static TheoryData<string> OfAttention =>
    [
        .. MachineCatalog.All.Where(machine => machine.Value.ComputesAtOnce || machine.Value is Seq2SeqConfig)
            .Select(machine => machine.Key),
    ];

    [Theory]
    [MemberData(nameof(OfAttention))]
    public void All_weights_that_a_machine_names_are_traced_and_no_others(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, Ragged);
        Real[] untraced = rig.Forward();
        RecordedTrace trace = new();
        Assert.Equal(untraced, rig.Forward(trace));
        Assert.Equal(
            config.WeightTraces.Select(weights => weights.Quantity).Order(),
            trace.Entries.Select(entry => entry.Name).Where(IsOfWeights).Concat(trace.Whole.Keys).Distinct().Order());
        Assert.Equal(config.WeightTraces.Count, config.WeightTraces.Select(weights => weights.Group).Distinct().Count());
        foreach (WeightTrace weights in config.WeightTraces)
        {
            (Real[] values, int[] shape) = trace.Whole.TryGetValue(weights.Quantity, out (Real[], int[]) whole)
                ? whole : (trace.Values(weights.Quantity, 0), trace.Variable(weights.Quantity, 0).Shape.ToArray());
            Assert.Equal((3, weights.Count), (shape.Length, shape[1]));
            Assert.All(values, weight => Assert.InRange((double)weight, 0, 1 + 1e-5));
        }
    }

    [Fact]
    public void Each_look_and_each_layer_of_latents_is_weighed_as_its_equations_say()
    {
        PerceiverConfig config = new()
        {
            Latents = 3,
            Width = 6,
            Heads = 2,
            Layers = 2,
            Looks = 3,
            Hidden = 5,
            Time = false,
        };
        using MachineRig rig = new(config, Ragged);
        RecordedTrace trace = new();
        Real[] answers = rig.Forward(trace);
        Equations equations = new(rig.Tape, rig.Machine.Parameters, config.Heads);
        SequenceRows steps = new SequenceRows().OfBatch(rig.Batch),
            latentRows = new SequenceRows().OfBlocks(rig.Batch.Sequences, config.Latents);
        Variable inputs = rig.Tape.Inputs(rig.Batch, 0, rig.Batch.Rows);
        Variable latents = rig.Tape.Lookup(equations["latents"], [.. Enumerable.Range(0, steps.Sequences * 3).Select(i => i % 3)]);
        for (int look = 0; look < config.Looks; look++)
        {
            string block = $"look{Math.Min(look, 1)}";
            latents = equations.Block(block, latents, latentRows, inputs, steps, out Variable weights);
            double[] seen = new double[rig.Batch.Rows * 2 * 3];
            for (int i = 0; i < seen.Length; i++)
            {
                (int row, int head, int latent) = (i / 6, i / 3 % 2, i % 3);
                int sequence = Enumerable.Range(0, steps.Sequences).Single(s => steps[s].Contains(row));
                int query = latentRows[sequence][latent];
                seen[i] = weights.Span[(query * 2 + head) * weights.Shape[2] + steps[sequence].IndexOf(row)];
            }

            Real[] traced = [.. Enumerable.Range(0, rig.Batch.MaxLength).SelectMany(t => trace.Values($"look{look}/weights", t))];
            Close.Within(Close.OutputTolerance, seen, traced, $"look {look}");
            for (int layer = 0; layer < config.Layers; layer++)
            {
                latents = equations.Block($"{block}/layer{layer}", latents, latentRows, null, latentRows, out weights);
                (Real[] values, int[] shape) = trace.Whole[$"look{look}/layer{layer}/weights"];
                Assert.Equal([steps.Sequences * 3, 2, 3], shape);
                Same(weights, values, $"look {look}, layer {layer}");
            }
        }

        Variable queries = rig.Tape.Linear(equations["query"], inputs);
        Variable last = equations.Block("answer", queries, steps, latents, latentRows, out Variable answered);
        Same(answered, [.. Enumerable.Range(0, rig.Batch.MaxLength).SelectMany(t => trace.Values("answer/weights", t))], "answers");
        Same(rig.Tape.Linear(equations["output"], equations.Normal("norm", last)), answers, "logits");
    }

    [Fact]
    public void A_single_look_has_no_number_and_what_latents_see_of_one_another_is_told_step_by_step_too()
    {
        PerceiverConfig config =
            new() { Latents = 3, Width = 6, Heads = 2, Layers = 2, Hidden = 5, Bands = 2, Answer = PerceiverAnswer.Mean };
        Assert.Equal(
            ["look/weights", "look/layer0/weights", "look/layer1/weights"], config.WeightTraces.Select(weights => weights.Quantity));
        using MachineRig rig = new(config, Ragged, recording: false);
        RecordedTrace whole = new(), stepped = new();
        rig.Forward(whole);
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        for (int t = 0; t < rig.Batch.MaxLength; t++)
            steps.Step(rig.Tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t)));
        stepped.BeginStep(0);
        steps.Current!.Describe(stepped);
        Assert.Equal(["look/layer0/weights", "look/layer1/weights"], stepped.Whole.Keys.Order());
        foreach ((string name, (Real[] values, _)) in whole.Whole)
            MachineTrial.AssertSame(values, stepped.Whole[name].Values);
        MachineTrial.AssertSame(whole.Values("look/weights", rig.Batch.MaxLength - 1), stepped.Values("look/weights", 0));
    }

    [Fact]
    public void Each_update_of_a_hopfield_network_is_weighed_as_its_equations_say()
    {
        HopfieldConfig config =
            new() { Width = 6, Heads = 2, Layers = 1, Updates = 3, Hidden = 5, Beta = 0.7, Positions = PositionKind.None };
        using MachineRig rig = new(config, Ragged);
        RecordedTrace trace = new();
        rig.Forward(trace);
        Equations equations = new(rig.Tape, rig.Machine.Parameters, config.Heads);
        SequenceRows rows = new SequenceRows().OfBatch(rig.Batch);
        Variable normal = equations.Normal(
            "layer0/norm1", rig.Tape.Linear(equations["input"], rig.Tape.Inputs(rig.Batch, 0, rig.Batch.Rows)));
        Variable state = rig.Tape.Linear(equations["layer0/retrieval/query"], normal);
        Variable keys = rig.Tape.Linear(equations["layer0/retrieval/key"], normal);
        foreach (string name in (string[])["layer0/update0/weights", "layer0/update1/weights", "layer0/weights"])
        {
            Variable weights = rig.Tape.AttentionWeights(
                rig.Tape.DotScores(state, keys, rows, rows, 2, (Real)0.7), rows, rows, AttentionMask.Causal);
            Same(weights, [.. Enumerable.Range(0, rig.Batch.MaxLength).SelectMany(t => trace.Values(name, t))], name);
            state = rig.Tape.WeightedSum(weights, keys, rows, rows);
        }

        Assert.Equal(
            ["layer 1, update 1", "layer 1, update 2", "layer 1, update 3"], config.WeightTraces.Select(weights => weights.Group));
        Assert.Equal(["layer 1"], (config with { Updates = 1 }).WeightTraces.Select(weights => weights.Group));
    }

    private static bool IsOfWeights(string name) => name.EndsWith("weights", StringComparison.Ordinal);

    private static void Same(Variable expected, Real[] actual, string what) =>
        Close.Within(Close.OutputTolerance, Array.ConvertAll(expected.Span.ToArray(), number => (double)number), actual, what);

    /// <summary>Blocks of a Perceiver by their names, out of scores, weights and sums.</summary>
    private sealed class Equations(Tape tape, ParameterSet parameters, int heads)
    {
        public Parameter this[string name] => parameters.Items.Single(parameter => parameter.Name == name);

        public Variable Normal(string norm, Variable x) =>
            tape.LayerNorm(x, tape.Use(this[$"{norm}/gain"]), tape.Use(this[$"{norm}/bias"]));

        public Variable Block(
            string block, Variable x, SequenceRows rows, Variable? source, SequenceRows sourceRows, out Variable weights)
        {
            Variable normal = Normal($"{block}/norm1", x), seen = source is null ? normal : Normal($"{block}/norm_source", source);
            Variable queries = tape.Linear(this[$"{block}/attention/query"], normal);
            Variable keys = tape.Linear(this[$"{block}/attention/key"], seen);
            Real scale = (Real)(1 / Math.Sqrt(queries.Shape.Width / heads));
            weights = tape.AttentionWeights(tape.DotScores(queries, keys, rows, sourceRows, heads, scale), rows, sourceRows);
            Variable values = tape.Linear(this[$"{block}/attention/value"], seen);
            x = tape.Add(x, tape.Linear(this[$"{block}/attention/output"], tape.WeightedSum(weights, values, rows, sourceRows)));
            Variable hidden = tape.Gelu(tape.Linear(this[$"{block}/network/hidden"], Normal($"{block}/norm2", x)));
            return tape.Add(x, tape.Linear(this[$"{block}/network/output"], hidden));
        }
    }
}
